using System;
using System.Collections.Generic;

namespace MeshVideo.Callbacks;

/// <summary>The last so many ids, each once.</summary>
internal sealed class RecentIdSet(int most)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public int Count => _ids.Count;

    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Adds one, and forgets the oldest where they are too many.</summary>
    /// <returns>Whether it was not there.</returns>
    public bool Add(string id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _oldestFirst.Enqueue(id);
        if (_oldestFirst.Count > most)
        {
            _ids.Remove(_oldestFirst.Dequeue());
        }

        return true;
    }
}
