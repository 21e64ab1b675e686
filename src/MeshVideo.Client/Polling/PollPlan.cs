using System;

namespace MeshVideo.Polling;

/// <summary>
/// The age at which to poll a task next. For a given number of polls the mean delay is least when their density is proportional
/// to the square root of the hazard rate: few while an end is unlikely, many around the usual run time, fewer and fewer after it.
/// </summary>
internal static class PollPlan
{
    /// <summary>Weighs polls against delay. At 0.5 a usual task takes about 20 polls, and its end is seen 2 s late.</summary>
    private const double CostWeight = 0.5;

    private const double FirstAge = 0.25;
    private const double StepFactor = 1.05;

    /// <summary>Integrates the density from an age in seconds until a number of polls is due.</summary>
    public static double NextAge(LogLogisticDistribution runTimes, double age, double polls, double maximumAge)
    {
        while (age < maximumAge)
        {
            double next = Math.Max(FirstAge, age * StepFactor);
            double density = Math.Sqrt(runTimes.Hazard((age + next) / 2)) / CostWeight;
            if (density * (next - age) >= polls)
            {
                return Math.Min(maximumAge, age + (polls / density));
            }

            polls -= density * (next - age);
            age = next;
        }

        return maximumAge;
    }
}
