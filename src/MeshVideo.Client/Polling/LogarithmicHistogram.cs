using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Polling;

/// <summary>
/// Counts times by their logarithm, in buckets of 3 %, so that a sum over thousands costs as little as over a few.
/// </summary>
internal sealed class LogarithmicHistogram
{
    private const double BucketWidth = 0.03;
    private const double MinimumSeconds = 0.25;

    private readonly Dictionary<int, int> _counts = [];

    public int Count { get; private set; }

    public void Add(double seconds)
    {
        int bucket = (int)Math.Round(Math.Log(Math.Max(MinimumSeconds, seconds)) / BucketWidth);
        _counts.TryGetValue(bucket, out int count);
        _counts[bucket] = count + 1;
        Count++;
    }

    /// <summary>Sums a function of the logarithm over all times.</summary>
    public double Sum(Func<double, double> ofLog) => _counts.Sum(entry => entry.Value * ofLog(entry.Key * BucketWidth));
}
