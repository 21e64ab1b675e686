using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Tests.Support;

namespace MeshVideo.Benchmarks;

/// <summary>How long a command takes to stop after Ctrl+C.</summary>
internal static class StopTimes
{
    private const int Rounds = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Writes the figures as a section of the report.</summary>
    public static async Task<string> SectionAsync(string shell, string module, string scripts)
    {
        Console.Error.WriteLine("stop");
        string folder = Directory.CreateTempSubdirectory("meshvideo-bench-").FullName;
        try
        {
            await using SimulatorProcess simulator = await SimulatorProcess.StartAsync(
                "--run-seconds", "86400", "--file-bytes", "3000000");
            ProcessStartInfo start = new(shell, ["-NoProfile", "-NonInteractive", "-File", Path.Combine(scripts, "stop.ps1")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach ((string name, string value) in simulator.Environment)
            {
                start.Environment[name] = value;
            }

            start.Environment["BENCH_MODULE"] = module;
            start.Environment["BENCH_OUT"] = folder;
            start.Environment["BENCH_ROUNDS"] = Rounds.ToString(CultureInfo.InvariantCulture);
            using Process process = Process.Start(start)!;
            (string output, string errors) = await process.ReadToEndAsync(Limit);
            return process.ExitCode == 0
                ? Write(output)
                : throw new InvalidOperationException($"stop.ps1 failed:\n{output}\n{errors}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Write(string output)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Ctrl+C

            The time from the stop of a pipeline, as by Ctrl+C, to its end, in {Rounds} rounds.

            | command | median | maximum |
            | --- | --- | --- |

            """);
        IEnumerable<IGrouping<string, double>> commands = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('\t'))
            .GroupBy(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        foreach (IGrouping<string, double> command in commands)
        {
            double[] times = [.. command.Order()];
            text.Append(CultureInfo.InvariantCulture, $"| {command.Key} | {times[times.Length / 2]:0} ms | {times[^1]:0} ms |\n");
        }

        return text.ToString();
    }
}
