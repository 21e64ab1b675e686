using System;

namespace MeshVideo.Waiting;

/// <summary>How long tasks take from creation to end, as a log-logistic distribution: close to log-normal, and every figure of it is a formula.</summary>
/// <param name="Median">Seconds that half of the tasks take.</param>
/// <param name="Spread">The standard deviation of the logarithm of the seconds.</param>
internal readonly record struct RunTimeDistribution(double Median, double Spread)
{
    /// <summary>What a video takes as long as nothing is known: a minute, give or take a factor of three.</summary>
    public static readonly RunTimeDistribution Unknown = new(60, 1.2);

    /// <summary>The standard deviation of the standard logistic distribution.</summary>
    public const double LogisticDeviation = 1.8137993642342178;

    private double Shape => LogisticDeviation / Spread;

    /// <summary>The logarithm of the share of tasks that are still going on at an age in seconds.</summary>
    public double LogSurvival(double age) => -Math.Log(1 + Odds(age));

    /// <summary>The share of those still going on that end within the next second.</summary>
    public double Hazard(double age)
    {
        double odds = Odds(age);
        return Shape / age * (odds / (1 + odds));
    }

    // Bounded, so that what follows stays finite.
    private double Odds(double age) => Math.Exp(Math.Min(600, Shape * Math.Log(age / Median)));
}
