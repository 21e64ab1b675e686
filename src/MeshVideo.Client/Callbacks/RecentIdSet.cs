using System;
using System.Collections.Generic;

namespace MeshVideo.Callbacks;

/// <summary>A set of the most recent ids, up to a capacity.</summary>
internal sealed class RecentIdSet(int capacity)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Adds an id, and removes the oldest if the set exceeds its capacity.</summary>
    /// <returns>True if the id was added; false if the set already has it.</returns>
    public bool Add(string id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _oldestFirst.Enqueue(id);
        if (_oldestFirst.Count > capacity)
        {
            _ids.Remove(_oldestFirst.Dequeue());
        }

        return true;
    }
}
