using System;

namespace MeshVideo.Waiting;

/// <summary>What one answer means for the looks at all tasks: too many requests, or a service that does not answer at all.</summary>
internal sealed class SharedPace(int limit, PollSchedule schedule)
{
    private const double MostStretch = 8;
    private const double StretchFadesInSeconds = 120;

    // What the service is given to answer, in seconds.
    private const double LongestAnswer = 30;
    private const double ShortestAnswer = 2;
    private const double FirstAnswer = 10;

    private double _slowestAnswer;
    private double _stretch = 1;
    private TimeSpan _refusedAt;
    private TimeSpan _refusedUntil;
    private int _faults;

    /// <summary>When anybody may look again, by the wait's clock.</summary>
    public TimeSpan NotBefore { get; private set; }

    /// <summary>How many looks may be under way.</summary>
    public int Places => limit;

    /// <summary>Whether the service answers nobody.</summary>
    public bool IsDown => _faults >= FaultsOfService;

    private int FaultsOfService => Math.Max(5, 2 * limit);

    /// <summary>A factor of the time between looks: after a refusal all look less often for some minutes.</summary>
    public double StretchAt(TimeSpan now) => 1 + ((_stretch - 1) * Math.Exp(-(now - _refusedAt).TotalSeconds / StretchFadesInSeconds));

    /// <summary>Whether the service has ever answered in this wait.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>
    /// How long the service is given to answer: four times what it took lately, twice that after each fault of the task, and after some of a
    /// service that answers nobody, so that one that has become slow is heard. A request that was lost holds its place no longer than that.
    /// </summary>
    public TimeSpan TimeFor(int faults)
    {
        double seconds = HasAnswered ? Math.Max(ShortestAnswer, 4 * _slowestAnswer) : FirstAnswer;
        int doublings = IsDown ? (_faults - FaultsOfService) / 4 : faults;
        return TimeSpan.FromSeconds(Math.Min(LongestAnswer, seconds * Math.Pow(2, Math.Min(doublings, 5))));
    }

    /// <summary>A look begins. A service that answers nobody is asked by one after another, whether or not the one before is still under way.</summary>
    public void LookBegins(TimeSpan now)
    {
        if (IsDown)
        {
            KeepStill(now, schedule.AfterFault(_faults - FaultsOfService + 1));
        }
    }

    /// <summary>The service answered.</summary>
    /// <param name="taken">How long it took.</param>
    /// <returns>Whether it had answered nobody.</returns>
    public bool Answered(TimeSpan taken)
    {
        bool wasDown = IsDown;
        _faults = 0;
        _slowestAnswer = Math.Max(taken.TotalSeconds, _slowestAnswer * 0.99);
        HasAnswered = true;
        if (wasDown)
        {
            NotBefore = _refusedUntil;
        }

        return wasDown;
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
        _refusedUntil = Later(_refusedUntil, Until(now, pause));
    }

    /// <summary>A look brought no answer.</summary>
    /// <returns>Whether that makes it a fault of the service rather than of a task, for the first time.</returns>
    public bool Failed(TimeSpan now)
    {
        bool wasDown = IsDown;
        _faults++;
        bool isDownNow = IsDown && !wasDown;
        if (isDownNow)
        {
            KeepStill(now, schedule.AfterFault(1));
        }

        return isDownNow;
    }

    // Answers to looks under way come in any order: the longest time asked for counts.
    private void KeepStill(TimeSpan now, TimeSpan pause) => NotBefore = Later(NotBefore, Until(now, pause));

    private static TimeSpan Until(TimeSpan now, TimeSpan pause) => pause < TimeSpan.MaxValue - now ? now + pause : TimeSpan.MaxValue;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
