using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Waiting;

/// <summary>How long it may take until all have ended.</summary>
internal static class WaitEstimate
{
    private static readonly double LogOfHalf = Math.Log(0.5);
    private const double MostSeconds = 100 * 3600;
    private const double ResolutionSeconds = 0.5;

    /// <summary>The time after which all have ended as likely as not; nothing where too little is known of one of them.</summary>
    public static TimeSpan? TimeLeft(IReadOnlyCollection<WatchedTask> tasks, TimeSpan now)
    {
        if (tasks.Count == 0 || tasks.Any(task => task.RunTimes is not { IsKnown: true }))
        {
            return null;
        }

        (RunTimeDistribution Distribution, double Age)[] all = [.. tasks.Select(task => (task.RunTimes!.Distribution, Math.Max(0.25, task.AgeAt(now))))];
        double low = 0;
        double high = MostSeconds;
        while (high - low > ResolutionSeconds + (low / 50))
        {
            double middle = (low + high) / 2;
            (low, high) = LogOfAllEnded(all, middle) < LogOfHalf ? (middle, high) : (low, middle);
        }

        return TimeSpan.FromSeconds(Math.Round(high));
    }

    private static double LogOfAllEnded((RunTimeDistribution Distribution, double Age)[] all, double seconds)
    {
        double log = 0;
        foreach ((RunTimeDistribution distribution, double age) in all)
        {
            double logOfGoingOn = distribution.LogSurvival(age + seconds) - distribution.LogSurvival(age);
            log += Math.Log(Math.Max(1e-12, 1 - Math.Exp(logOfGoingOn)));
        }

        return log;
    }
}
