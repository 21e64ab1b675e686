using System.Collections.Generic;

namespace MeshVideo.ModuleTests;

/// <summary>What RunPester.ps1 writes: the run of all files.</summary>
/// <param name="Unavailable">Why nothing could be run here; none where it was.</param>
/// <param name="Tests">A result for every case.</param>
/// <param name="Faults">What went wrong outside of tests.</param>
internal sealed record PesterRun(string? Unavailable, IReadOnlyList<PesterResult> Tests, IReadOnlyList<PesterFault> Faults)
{
    public static PesterRun NotHere(string reason) => new(reason, [], []);
}
