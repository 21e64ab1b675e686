using System.Collections.Generic;

namespace MeshVideo.Campaign;

/// <summary>What a pipeline gave.</summary>
/// <param name="Files">The files that Save emitted.</param>
/// <param name="Errors">The errors.</param>
/// <param name="Output">All streams, as text.</param>
internal sealed record WorkerAnswer(IReadOnlyList<string> Files, IReadOnlyList<WorkerError> Errors, string Output);
