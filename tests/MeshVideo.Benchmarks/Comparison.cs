using System.Collections.Generic;

namespace MeshVideo.Benchmarks;

/// <summary>Scripts that do the same, measured side by side.</summary>
/// <param name="Benchmark">What they do.</param>
/// <param name="Results">The median of each, by the script's name; the first is the shell that does next to nothing.</param>
internal sealed record Comparison(Benchmark Benchmark, IReadOnlyList<(string Script, Measurement Median)> Results);
