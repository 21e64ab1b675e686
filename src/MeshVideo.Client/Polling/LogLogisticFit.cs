using System;
using System.Linq;

namespace MeshVideo.Polling;

/// <summary>
/// Fits a distribution to the run times of ended tasks and the ages of pending ones (censored samples). The pending ones count,
/// since the first tasks to end are the quick ones, and alone would make all others look overdue.
/// </summary>
internal static class LogLogisticFit
{
    // Priors: of the median over all models, and of the spread within one model.
    private static readonly double PriorLogMedian = Math.Log(LogLogisticDistribution.Prior.Median);
    private static readonly double PriorLogMedianDeviation = LogLogisticDistribution.Prior.Spread;
    private static readonly double PriorLogSpread = Math.Log(0.6);
    private const double PriorLogSpreadDeviation = 0.6;

    private static readonly double[] Spreads = [.. Enumerable.Range(0, 15).Select(step => 0.05 * Math.Pow(1.25, step))];
    private static readonly double MinimumLogMedian = Math.Log(0.1);
    private static readonly double MaximumLogMedian = Math.Log(1e6);
    private const double Resolution = 0.002;

    /// <summary>Finds the most likely distribution.</summary>
    /// <param name="ended">Run times; at least one.</param>
    /// <param name="pending">Ages of pending tasks.</param>
    public static LogLogisticDistribution Fit(LogarithmicHistogram ended, LogarithmicHistogram pending)
    {
        (double Likelihood, double LogMedian, double Spread) best = (double.NegativeInfinity, 0, 0);
        foreach (double spread in Spreads)
        {
            // The likelihood rises up to its one maximum, and falls after it.
            double low = MinimumLogMedian;
            double high = MaximumLogMedian;
            while (high - low > Resolution)
            {
                double middle = (low + high) / 2;
                (low, high) = Slope(ended, pending, middle, spread) > 0 ? (middle, high) : (low, middle);
            }

            double likelihood = LogLikelihood(ended, pending, low, spread);
            best = likelihood > best.Likelihood ? (likelihood, low, spread) : best;
        }

        // The median itself is uncertain while there are few samples.
        return new LogLogisticDistribution(Math.Exp(best.LogMedian), best.Spread * Math.Sqrt(1 + (1.0 / ended.Count)));
    }

    private static double LogLikelihood(LogarithmicHistogram ended, LogarithmicHistogram pending, double logMedian, double spread)
    {
        double shape = LogLogisticDistribution.LogisticDeviation / spread;
        double prior = Square((logMedian - PriorLogMedian) / PriorLogMedianDeviation)
            + Square((Math.Log(spread) - PriorLogSpread) / PriorLogSpreadDeviation);
        return (ended.Count * Math.Log(shape))
            + ended.Sum(log => (shape * (log - logMedian)) - (2 * LogOfOnePlusExp(shape * (log - logMedian))))
            - pending.Sum(log => LogOfOnePlusExp(shape * (log - logMedian)))
            - (prior / 2);
    }

    // The derivative of the likelihood by the median.
    private static double Slope(LogarithmicHistogram ended, LogarithmicHistogram pending, double logMedian, double spread)
    {
        double shape = LogLogisticDistribution.LogisticDeviation / spread;
        return ((PriorLogMedian - logMedian) / Square(PriorLogMedianDeviation))
            + ended.Sum(log => shape * ((2 * Logistic(shape * (log - logMedian))) - 1))
            + pending.Sum(log => shape * Logistic(shape * (log - logMedian)));
    }

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));

    private static double Square(double value) => value * value;

    private static double LogOfOnePlusExp(double value) => value > 30 ? value : Math.Log(1 + Math.Exp(value));
}
