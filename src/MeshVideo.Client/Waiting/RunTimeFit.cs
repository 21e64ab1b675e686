using System;
using System.Linq;

namespace MeshVideo.Waiting;

/// <summary>
/// The distribution that best explains run times seen, together with the ages of tasks still going on: those that ended first are the
/// quick ones, and alone would make all others look overdue.
/// </summary>
internal static class RunTimeFit
{
    // What is expected of any model: a minute, give or take a factor of three; and of one model's tasks, give or take one of two.
    private static readonly double UsualLog = Math.Log(RunTimeDistribution.Unknown.Median);
    private static readonly double UsualLogDeviation = RunTimeDistribution.Unknown.Spread;
    private static readonly double UsualSpread = Math.Log(0.6);
    private const double UsualSpreadDeviation = 0.6;

    private const double LeastSpread = 0.05;
    private const double SpreadStep = 1.25;
    private const int SpreadSteps = 15;
    private const int Halvings = 25;

    /// <summary>Fits.</summary>
    /// <param name="ended">Run times; at least one.</param>
    /// <param name="unfinished">Ages of tasks still going on.</param>
    public static RunTimeDistribution Fit(LogHistogram ended, LogHistogram unfinished)
    {
        (double Log, int Count)[] whole = [.. ended.Entries];
        (double Log, int Count)[] open = [.. unfinished.Entries];
        (double Likelihood, double Log, double Spread) best = (double.NegativeInfinity, UsualLog, RunTimeDistribution.Unknown.Spread);
        for (int step = 0; step < SpreadSteps; step++)
        {
            double spread = LeastSpread * Math.Pow(SpreadStep, step);
            double shape = RunTimeDistribution.LogisticDeviation / spread;
            double log = BestLogMedian(whole, open, shape);
            double likelihood = LogLikelihood(whole, open, shape, log) + LogPrior(log, spread);
            if (likelihood > best.Likelihood)
            {
                best = (likelihood, log, spread);
            }
        }

        // The median itself is uncertain as long as few have ended.
        return new RunTimeDistribution(Math.Exp(best.Log), best.Spread * Math.Sqrt(1 + (1.0 / ended.Count)));
    }

    // The likelihood has one peak, where its slope changes sign.
    private static double BestLogMedian((double Log, int Count)[] ended, (double Log, int Count)[] unfinished, double shape)
    {
        double low = Math.Log(0.1);
        double high = Math.Log(1e6);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            double slope = (UsualLog - middle) / (UsualLogDeviation * UsualLogDeviation)
                + ended.Sum(entry => entry.Count * shape * ((2 * Logistic(shape * (entry.Log - middle))) - 1))
                + unfinished.Sum(entry => entry.Count * shape * Logistic(shape * (entry.Log - middle)));
            (low, high) = slope > 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double LogLikelihood((double Log, int Count)[] ended, (double Log, int Count)[] unfinished, double shape, double log) =>
        ended.Sum(entry => entry.Count * (Math.Log(shape) + (shape * (entry.Log - log)) - (2 * LogOfOnePlusExp(shape * (entry.Log - log)))))
        - unfinished.Sum(entry => entry.Count * LogOfOnePlusExp(shape * (entry.Log - log)));

    private static double LogPrior(double log, double spread) =>
        -(Square((log - UsualLog) / UsualLogDeviation) + Square((Math.Log(spread) - UsualSpread) / UsualSpreadDeviation)) / 2;

    private static double Square(double value) => value * value;

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));

    private static double LogOfOnePlusExp(double value) => value > 30 ? value : Math.Log(1 + Math.Exp(value));
}
