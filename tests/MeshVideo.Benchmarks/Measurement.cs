using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Benchmarks;

/// <summary>What one run of a script cost, shell start included.</summary>
/// <param name="Seconds">Wall clock, from starting the process to its end.</param>
/// <param name="ProcessorSeconds">Processor time of the process.</param>
/// <param name="PeakMiB">The most memory that it held.</param>
internal sealed record Measurement(double Seconds, double ProcessorSeconds, double PeakMiB)
{
    /// <summary>The median of each figure.</summary>
    public static Measurement MedianOf(IReadOnlyCollection<Measurement> runs) => new(
        Median(runs.Select(run => run.Seconds)), Median(runs.Select(run => run.ProcessorSeconds)), Median(runs.Select(run => run.PeakMiB)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
