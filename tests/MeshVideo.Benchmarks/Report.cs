using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshVideo.Benchmarks;

/// <summary>Writes the comparisons as the page docs/benchmarks.md.</summary>
internal static class Report
{
    public static string Write(IReadOnlyList<Comparison> comparisons, int rounds)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Benchmarks

            Made by `./build.ps1 Bench` on {DateTime.UtcNow:yyyy-MM-dd}: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, medians of {rounds} rounds.
            Every script (in `tests/MeshVideo.Benchmarks/Scripts`) runs in a PowerShell of its own against a local simulator in another process,
            turn by turn, so that only figures of one table compare. "Above the shell" is what is left when the first row, a shell that does
            next to nothing, is taken away; "ratio" is ours to a usual script's, above the shell.

            """);
        foreach (Comparison comparison in comparisons)
        {
            Append(text, comparison);
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, Comparison comparison)
    {
        Measurement shell = comparison.Results[0].Median;
        Measurement ours = comparison.Results[^1].Median;
        text.Append(CultureInfo.InvariantCulture, $"\n## {comparison.Benchmark.What}\n\n");
        bool hasReads = comparison.Benchmark.Count > 0;
        text.Append("| script | wall | above the shell | processor | peak memory | above the shell |").Append(hasReads ? " reads | connections |\n" : "\n");
        text.Append("| --- | --- | --- | --- | --- | --- |").Append(hasReads ? " --- | --- |\n" : "\n");
        foreach ((string script, Measurement median) in comparison.Results)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{script}.ps1` | {median.Seconds:0.00} s | {median.Seconds - shell.Seconds:0.00} s | {median.ProcessorSeconds:0.00} s | {median.PeakMiB:0} MiB | {median.PeakMiB - shell.PeakMiB:0} MiB |");
            text.Append(hasReads ? string.Create(CultureInfo.InvariantCulture, $" {median.Reads:N0} | {median.Connections:0} |\n") : "\n");
        }

        foreach ((string script, Measurement rival) in comparison.Results.Skip(1).SkipLast(1))
        {
            // A program that a script calls has processor time of its own, which is not in the shell's.
            string processor = hasReads
                ? string.Create(CultureInfo.InvariantCulture, $", processor {(ours.ProcessorSeconds - shell.ProcessorSeconds) / (rival.ProcessorSeconds - shell.ProcessorSeconds):0.00}")
                : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"\nRatio to `{script}.ps1`: wall {(ours.Seconds - shell.Seconds) / (rival.Seconds - shell.Seconds):0.00}{processor}, memory {(ours.PeakMiB - shell.PeakMiB) / (rival.PeakMiB - shell.PeakMiB):0.00}.\n");
        }
    }
}
