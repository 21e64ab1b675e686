using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Benchmarks;

/// <summary>What one run of a script cost, shell start included.</summary>
/// <param name="Seconds">Wall clock, from starting the process to its end.</param>
/// <param name="ProcessorSeconds">Processor time of the process.</param>
/// <param name="PeakMiB">The most memory that it held.</param>
internal sealed record Measurement(double Seconds, double ProcessorSeconds, double PeakMiB)
{
    /// <summary>How often it asked the service for a task or a list.</summary>
    public double Reads { get; init; }

    /// <summary>Over how many connections it asked the API.</summary>
    public double Connections { get; init; }

    /// <summary>The median of each figure.</summary>
    public static Measurement MedianOf(IReadOnlyCollection<Measurement> runs) => new(
        Median(runs.Select(run => run.Seconds)),
        Median(runs.Select(run => run.ProcessorSeconds)),
        Median(runs.Select(run => run.PeakMiB)))
    {
        Reads = Median(runs.Select(run => run.Reads)),
        Connections = Median(runs.Select(run => run.Connections)),
    };

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
