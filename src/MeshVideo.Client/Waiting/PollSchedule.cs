using System;

namespace MeshVideo.Waiting;

/// <summary>Decides when to look at a task again.</summary>
internal sealed class PollSchedule(TimeSpan? fixedInterval, Random random)
{
    private const double ShortestSeconds = 1;
    private const double LongestFaultPauseSeconds = 30;

    /// <summary>So few tasks are looked at as often as one alone.</summary>
    private const double FewAsOne = 8;

    /// <summary>Whether the user has said when to look, so that there is nothing to learn.</summary>
    public bool IsFixed => fixedInterval is not null;

    /// <summary>Where, from -1 to 1, a task's next look lies among those of its like: they would otherwise be looked at together for ever.</summary>
    public double Lot() => (2 * random.NextDouble()) - 1;

    /// <summary>The time from the last look to the next.</summary>
    /// <param name="watched">The task, looked at before.</param>
    /// <param name="stretch">A factor asked for by the service's refusals.</param>
    public TimeSpan Next(WatchedTask watched, double stretch)
    {
        if (fixedInterval is { } interval)
        {
            return interval;
        }

        RunTimes runTimes = watched.RunTimes!;
        double age = watched.AgeAtLook;
        double longest = Math.Min(120, 30 + (age / 20));
        double share = 1;
        double width = 0.1;
        if (!runTimes.IsKnown)
        {
            // The end of any one tells about all of its kind, so that each needs fewer looks the more they are.
            share = Math.Sqrt(Math.Max(1, runTimes.Watched.Count / FewAsOne));
            longest = Math.Min(longest, (2 + (age / 2)) * share);
            // And they are looked at one after another, so that the first end is seen soon.
            width = share > 1 ? 0.9 : width;
        }

        double seconds = runTimes.Plan.NextAge(age, share) - age;
        seconds = Math.Max(ShortestSeconds, Math.Min(longest, seconds));
        return TimeSpan.FromSeconds(seconds * stretch * (1 + (width * watched.Lot)));
    }

    /// <summary>
    /// The time until the next look after so many looks in a row brought no answer. Where the user has said how often to look, it is no
    /// longer than that: a service that is down every now and then may answer for moments only.
    /// </summary>
    public TimeSpan AfterFault(int faults)
    {
        double longest = Math.Min(LongestFaultPauseSeconds, Math.Max(ShortestSeconds, fixedInterval?.TotalSeconds ?? LongestFaultPauseSeconds));
        double seconds = Math.Min(longest, Math.Pow(2, Math.Min(faults, 10) - 1));
        return TimeSpan.FromSeconds(seconds * (fixedInterval is null ? 1 + (0.1 * Lot()) : 1 - (0.1 * Math.Abs(Lot()))));
    }
}
