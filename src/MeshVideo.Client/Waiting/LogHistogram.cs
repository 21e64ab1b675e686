using System;
using System.Collections.Generic;

namespace MeshVideo.Waiting;

/// <summary>Counts times by their logarithm, three in a hundred apart, so that a thousand of them are as cheap as a few.</summary>
internal sealed class LogHistogram
{
    private const double Width = 0.03;
    private const double Shortest = 0.25;

    private readonly Dictionary<int, int> _counts = [];

    public int Count { get; private set; }

    /// <summary>The logarithm of each time, and how many there are of it.</summary>
    public IEnumerable<(double Log, int Count)> Entries
    {
        get
        {
            foreach (KeyValuePair<int, int> entry in _counts)
            {
                yield return (entry.Key * Width, entry.Value);
            }
        }
    }

    public void Add(double seconds)
    {
        int bucket = (int)Math.Round(Math.Log(Math.Max(Shortest, seconds)) / Width);
        _counts.TryGetValue(bucket, out int count);
        _counts[bucket] = count + 1;
        Count++;
    }
}
