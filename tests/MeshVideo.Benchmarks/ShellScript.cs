using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Tests.Support;

namespace MeshVideo.Benchmarks;

/// <summary>Runs one of the scripts beside this file in a PowerShell of its own and measures it.</summary>
internal sealed class ShellScript(string shell, string name, string path)
{
    // The process measures itself just before it ends, which works on all systems.
    private const string Epilogue = """

        $me = [System.Diagnostics.Process]::GetCurrentProcess()
        $seconds = $me.TotalProcessorTime.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
        [Console]::Error.WriteLine("measured $seconds $($me.PeakWorkingSet64)")
        """;

    public string Name => name;

    public async Task<Measurement> RunAsync(IReadOnlyDictionary<string, string> environment)
    {
        string script = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(script, await File.ReadAllTextAsync(path) + Epilogue);
        try
        {
            ProcessStartInfo start = new(shell, ["-NoProfile", "-NonInteractive", "-File", script])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach ((string key, string value) in environment)
            {
                start.Environment[key] = value;
            }

            Stopwatch watch = Stopwatch.StartNew();
            using Process process = Process.Start(start)!;
            (string output, string errors) = await process.ReadToEndAsync(TimeSpan.FromMinutes(10));
            return Read(watch.Elapsed.TotalSeconds, errors, output);
        }
        finally
        {
            File.Delete(script);
        }
    }

    // A script that fails must not count as a fast one.
    private Measurement Read(double seconds, string errors, string output)
    {
        string[] words = errors.Trim().Split(' ');
        return words is ["measured", var processor, var peak] && output.Trim() == "ok"
            ? new Measurement(
                seconds,
                double.Parse(processor, CultureInfo.InvariantCulture),
                long.Parse(peak, CultureInfo.InvariantCulture) / 1048576.0)
            : throw new InvalidOperationException($"{name} did not run:\n{output}\n{errors}");
    }
}
