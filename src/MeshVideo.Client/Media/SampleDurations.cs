using System;

namespace MeshVideo.Media;

/// <summary>Sums up the durations of a track's samples, in its time units.</summary>
internal sealed class SampleDurations
{
    // In milliseconds, 60 frames a second alternate between 16 and 17.
    private const double MaximumDeviation = 0.05;

    private long _count;
    private uint _candidate;
    private long _votes;

    public double TotalDuration { get; private set; }

    public long Count => _count;

    public void Add(long count, uint duration)
    {
        _count += count;
        TotalDuration += (double)count * duration;

        // Boyer-Moore majority vote: finds the duration of more than half of the samples without keeping the others.
        if (duration == _candidate)
        {
            _votes += count;
        }
        else if (count > _votes)
        {
            (_candidate, _votes) = (duration, count - _votes);
        }
        else
        {
            _votes -= count;
        }
    }

    /// <returns>Null if the rate varies, so that the average says nothing.</returns>
    public double? GetFrameRate(uint timescale)
    {
        if (TotalDuration <= 0 || _candidate == 0 || timescale == 0)
        {
            return null;
        }

        double average = _count * (double)timescale / TotalDuration;
        double candidate = (double)timescale / _candidate;
        return Math.Abs(average - candidate) <= MaximumDeviation * average ? average : null;
    }
}
