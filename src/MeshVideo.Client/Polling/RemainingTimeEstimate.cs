using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Polling;

/// <summary>Estimates how long it takes until all tasks have ended.</summary>
internal static class RemainingTimeEstimate
{
    private const double MaximumSeconds = 100 * 3600;
    private const double ResolutionSeconds = 0.5;
    private const double MinimumAge = 0.25;

    /// <summary>
    /// The time within which all tasks end with a probability of 0.5; null while a task's model has no samples.
    /// </summary>
    public static TimeSpan? Compute(IReadOnlyCollection<PendingTask> tasks, TimeSpan now)
    {
        if (tasks.Count == 0 || tasks.Any(task => task.RunTimes is not { HasSamples: true }))
        {
            return null;
        }

        (LogLogisticDistribution Distribution, double Age)[] all =
            [.. tasks.Select(task => (task.RunTimes!.Distribution, Math.Max(MinimumAge, task.AgeAt(now))))];
        double low = 0;
        double high = MaximumSeconds;
        while (high - low > ResolutionSeconds + (low / 50))
        {
            double middle = (low + high) / 2;
            double logAllEnded = all.Sum(task => LogEndedWithin(task.Distribution, task.Age, middle));
            (low, high) = logAllEnded < Math.Log(0.5) ? (middle, high) : (low, middle);
        }

        return TimeSpan.FromSeconds(Math.Round(high));
    }

    private static double LogEndedWithin(LogLogisticDistribution distribution, double age, double seconds)
    {
        double logSurvival = distribution.LogSurvival(age + seconds) - distribution.LogSurvival(age);
        return Math.Log(Math.Max(1e-12, 1 - Math.Exp(logSurvival)));
    }
}
