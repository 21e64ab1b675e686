using System;

namespace MeshVideo.Waiting;

/// <summary>What one answer means for the looks at all tasks: too many requests, or a service that does not answer at all.</summary>
internal sealed class SharedPace(int limit, PollSchedule schedule)
{
    private const double MostStretch = 8;
    private const double StretchFadesInSeconds = 120;

    private double _stretch = 1;
    private TimeSpan _refusedAt;
    private int _faults;

    /// <summary>When anybody may look again, by the wait's clock.</summary>
    public TimeSpan NotBefore { get; private set; }

    /// <summary>How many looks may be under way. A service that answers nobody is asked by one at a time.</summary>
    public int Places => IsDown ? 1 : limit;

    /// <summary>Whether the service answers nobody.</summary>
    public bool IsDown => _faults >= Math.Max(5, 2 * limit);

    /// <summary>A factor of the time between looks: after a refusal all look less often for some minutes.</summary>
    public double StretchAt(TimeSpan now) => 1 + ((_stretch - 1) * Math.Exp(-(now - _refusedAt).TotalSeconds / StretchFadesInSeconds));

    /// <summary>Whether the service has ever answered in this wait.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>The service answered.</summary>
    public void Answered()
    {
        _faults = 0;
        HasAnswered = true;
    }

    /// <summary>The service refused because there were too many requests: that is about the key, not about one task.</summary>
    public void Refused(TimeSpan now, TimeSpan pause)
    {
        if (now >= NotBefore)
        {
            _stretch = Math.Min(MostStretch, 2 * StretchAt(now));
            _refusedAt = now;
        }

        KeepStill(now, pause);
    }

    /// <summary>A look brought no answer.</summary>
    /// <returns>Whether that makes it a fault of the service rather than of a task, for the first time.</returns>
    public bool Failed(TimeSpan now)
    {
        bool wasDown = IsDown;
        _faults++;
        if (IsDown)
        {
            KeepStill(now, schedule.AfterFault(_faults - (2 * limit)));
        }

        return IsDown && !wasDown;
    }

    // Answers to looks under way come in any order: the longest time asked for counts.
    private void KeepStill(TimeSpan now, TimeSpan pause)
    {
        TimeSpan until = pause < TimeSpan.MaxValue - now ? now + pause : TimeSpan.MaxValue;
        NotBefore = until > NotBefore ? until : NotBefore;
    }
}
