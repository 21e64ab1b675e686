using System;
using MeshVideo.Http;

namespace MeshVideo.Polling;

/// <summary>How long to wait between two polls of a task.</summary>
internal sealed class PollIntervalPolicy(TimeSpan? fixedInterval, Random random)
{
    private const double MinimumSeconds = 1;
    private const double MaximumFaultSeconds = 30;

    /// <summary>Up to so many tasks are polled as often as one alone.</summary>
    private const double SmallBatch = 8;

    // A fixed interval is not exceeded, since a service that is mostly down may respond for moments only.
    private readonly Backoff _faultBackoff = new(
        TimeSpan.FromSeconds(MinimumSeconds),
        TimeSpan.FromSeconds(
            Math.Min(MaximumFaultSeconds, Math.Max(MinimumSeconds, fixedInterval?.TotalSeconds ?? MaximumFaultSeconds))));

    /// <summary>Whether the user chose the interval, so that there is nothing to learn.</summary>
    public bool IsFixed => fixedInterval is not null;

    /// <summary>A random number from -1 to 1, which keeps the polls of similar tasks apart.</summary>
    public double NextJitter() => (2 * random.NextDouble()) - 1;

    /// <summary>The interval from the last response for a task to its next poll.</summary>
    /// <param name="task">The task, which was read before.</param>
    /// <param name="backoffFactor">What the service's rate limit multiplies intervals by.</param>
    public TimeSpan Next(PendingTask task, double backoffFactor)
    {
        if (fixedInterval is { } interval)
        {
            return interval;
        }

        ModelRunTimes runTimes = task.RunTimes!;
        double age = task.AgeAtRead;
        double maximum = Math.Min(120, 30 + (age / 20));
        double polls = 1;
        double jitterWidth = 0.1;
        if (!runTimes.HasSamples)
        {
            // The end of one task tells about all others, so that in a large batch each needs fewer polls, spread evenly in time.
            polls = Math.Sqrt(Math.Max(1, runTimes.PendingCount / SmallBatch));
            maximum = Math.Min(maximum, (2 + (age / 2)) * polls);
            jitterWidth = polls > 1 ? 0.9 : jitterWidth;
        }

        double seconds = Math.Max(MinimumSeconds, PollPlan.NextAge(runTimes.Distribution, age, polls, age + maximum) - age);
        return TimeSpan.FromSeconds(seconds * backoffFactor * (1 + (jitterWidth * task.Jitter)));
    }

    /// <summary>The pause after so many faults in a row.</summary>
    public TimeSpan AfterFault(int faults)
    {
        double jitter = 0.1 * NextJitter();
        double seconds = _faultBackoff.GetDelay(faults - 1).TotalSeconds;
        return TimeSpan.FromSeconds(seconds * (1 + (fixedInterval is null ? jitter : -Math.Abs(jitter))));
    }
}
