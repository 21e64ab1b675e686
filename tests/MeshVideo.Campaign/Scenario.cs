using System.Collections.Generic;
using MeshVideo.Simulator.Faults;

namespace MeshVideo.Campaign;

/// <summary>One pipeline and what shall happen to it: all of it follows from the seed.</summary>
internal sealed record Scenario
{
    public required int Seed { get; init; }

    public required IReadOnlyList<Row> Rows { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>
    /// For each run that is killed, the first ones: how many requests arrive before that, and how many milliseconds pass then.
    /// </summary>
    public required IReadOnlyList<(int Requests, int Milliseconds)> Kills { get; init; }

    /// <summary>How the disk misbehaves, for each of the first runs; later it does not.</summary>
    public required IReadOnlyList<DiskFault> DiskFaults { get; init; }

    /// <summary>Whether somebody has put a link in the place of the folder for unfinished files.</summary>
    public required bool HasPlantedLink { get; init; }

    public required double QueueSeconds { get; init; }

    public required double RunSeconds { get; init; }

    /// <summary>How many queued and running tasks the service allows; null for any number.</summary>
    public required int? MaxRunning { get; init; }

    /// <summary>The delay of the response to a create.</summary>
    public required double CreateSeconds { get; init; }

    /// <summary>Whether two processes run the batch at the same time.</summary>
    public required bool HasTwoProcesses { get; init; }

    public required double ClockSkewSeconds { get; init; }

    public required long FileBytes { get; init; }

    public required bool IsTalkative { get; init; }

    public required bool IncludesLastFrame { get; init; }

    /// <summary>The most that the batch may cost, in USD; null for no limit.</summary>
    public required decimal? MaxCost { get; init; }

    /// <summary>Seconds between looks; 0 leaves it to the module.</summary>
    public required double PollIntervalSec { get; init; }

    public override string ToString() =>
        $"seed {Seed}: {Rows.Count} rows, {Faults.Count} faults [{string.Join(", ", Faults)}], kills [{string.Join(", ", Kills)}], "
        + $"running {MaxRunning}, create {CreateSeconds:0.00} s, two processes {HasTwoProcesses}, skew {ClockSkewSeconds} s, disk [{string.Join(", ", DiskFaults)}], link {HasPlantedLink}, "
        + $"limit {MaxCost}";
}
