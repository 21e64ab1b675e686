using System;

namespace MeshVideo.Waiting;

/// <summary>Decides when to look at a task again.</summary>
internal sealed class PollSchedule(TimeSpan? fixedInterval)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Random _random = new();

    /// <summary>The time until the next look: a tenth of the task's age, so that the delay stays small against the wait.</summary>
    public TimeSpan Next(WatchedTask watched)
    {
        if (fixedInterval is { } interval)
        {
            return interval;
        }

        // By our own clock where the service's is no help.
        TimeSpan age = watched.Latest?.Age is { } known && known > TimeSpan.Zero && known < TimeSpan.FromDays(1)
            ? known
            : DateTimeOffset.UtcNow - watched.WatchedSince;
        TimeSpan tenth = TimeSpan.FromTicks(age.Ticks / 10);
        return Jitter(tenth < Shortest ? Shortest : tenth > Longest ? Longest : tenth);
    }

    /// <summary>The time until the next look after so many looks in a row brought no answer.</summary>
    public TimeSpan AfterFault(int faults) => Jitter(TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, Math.Min(faults, 10) - 1))));

    // Tasks made together would otherwise be looked at together for ever.
    private TimeSpan Jitter(TimeSpan time)
    {
        lock (_random)
        {
            return TimeSpan.FromTicks((long)(time.Ticks * (0.9 + (0.2 * _random.NextDouble()))));
        }
    }
}
