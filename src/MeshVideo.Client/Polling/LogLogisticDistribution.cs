using System;

namespace MeshVideo.Polling;

/// <summary>The run times of tasks as a log-logistic distribution, which is close to log-normal and has closed forms.</summary>
/// <param name="Median">The median in seconds.</param>
/// <param name="Spread">The standard deviation of the logarithm of the seconds.</param>
internal readonly record struct LogLogisticDistribution(double Median, double Spread)
{
    /// <summary>What is assumed as long as nothing is known: a minute, give or take a factor of three.</summary>
    public static readonly LogLogisticDistribution Prior = new(60, 1.2);

    /// <summary>The standard deviation of the standard logistic distribution.</summary>
    public const double LogisticDeviation = 1.8137993642342178;

    private double Shape => LogisticDeviation / Spread;

    /// <summary>The logarithm of the share of tasks that run longer than an age in seconds.</summary>
    public double LogSurvival(double age) => -Math.Log(1 + Odds(age));

    /// <summary>The hazard rate: the share of running tasks that end within the next second.</summary>
    public double Hazard(double age)
    {
        double odds = Odds(age);
        return Shape / age * (odds / (1 + odds));
    }

    // Limited, so that the results are finite.
    private double Odds(double age) => Math.Exp(Math.Min(600, Shape * Math.Log(age / Median)));
}
