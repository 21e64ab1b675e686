using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Benchmarks;

/// <summary>One thing to do, by several scripts.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="What">What is done.</param>
/// <param name="Baseline">The script that shows what the shell itself costs.</param>
/// <param name="Rival">The script that people write without the module.</param>
/// <param name="Ours">The same with the module.</param>
internal sealed record Benchmark(string Name, string What, string Baseline, string? Rival, string Ours)
{
    private const string ClipBytes = "47185920";

    public static readonly IReadOnlyList<Benchmark> All =
    [
        new("import", "Importing the module", "nothing", null, "import"),
        new("first-read", "The first request in a new shell", "nothing", "read-one.rest", "read-one"),
        new("list", "Listing 10,000 tasks", "nothing", "list.rest", "list"),
        new("clip", "Sending one 45 MB clip as a data URI", "read-one.rest", "clip.rest", "clip"),
    ];

    public async Task<Comparison> RunAsync(string shell, string repository, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("meshvideo-bench-").FullName;
        try
        {
            await using SimulatorProcess simulator = await SimulatorProcess.StartAsync("--file-bytes", ClipBytes, "--queue-seconds", "600");
            Dictionary<string, string> environment = simulator.Environment;
            environment["BENCH_MODULE"] = Path.Combine(repository, "out", "MeshVideo", "MeshVideo.psd1");
            environment["BENCH_CLIP"] = Path.Combine(folder, "clip.mp4");
            await simulator.MakeClipAsync(environment["BENCH_CLIP"]);
            await simulator.SeedAsync(9999);
            return await CompareAsync(shell, Path.Combine(repository, "tests", "MeshVideo.Benchmarks", "Scripts"), rounds, environment);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Comparison> CompareAsync(string shell, string scripts, int rounds, Dictionary<string, string> environment)
    {
        ShellScript[] entrants = [.. new[] { Baseline, Rival, Ours }.OfType<string>().Select(name => new ShellScript(shell, name, Path.Combine(scripts, name + ".ps1")))];
        List<Measurement>[] runs = [.. entrants.Select(_ => new List<Measurement>())];
        // Round by round, so that whatever else the machine does falls on all alike; the first round only warms the disk's cache.
        for (int round = 0; round <= rounds; round++)
        {
            for (int index = 0; index < entrants.Length; index++)
            {
                Measurement run = await entrants[index].RunAsync(environment);
                if (round > 0)
                {
                    runs[index].Add(run);
                }
            }
        }

        return new Comparison(this, [.. entrants.Select((entrant, index) => (entrant.Name, Measurement.MedianOf(runs[index])))]);
    }
}
