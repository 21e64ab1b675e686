using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Benchmarks;

/// <summary>One thing to do, by several scripts.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="What">What is done.</param>
/// <param name="Baseline">The script that shows what the shell itself costs.</param>
/// <param name="Rivals">The scripts that people write without the module.</param>
/// <param name="Ours">The same with the module.</param>
internal sealed record Benchmark(string Name, string What, string Baseline, IReadOnlyList<string> Rivals, string Ours)
{
    private const long MiB = 1024 * 1024;

    public static readonly IReadOnlyList<Benchmark> All =
    [
        new("import", "Importing the module", "nothing", [], "import"),
        new("first-read", "The first request in a new shell", "nothing", ["read-one.rest"], "read-one"),
        new("list", "Listing 10,000 tasks", "nothing", ["list.rest"], "list"),
        new("clip", "Sending one 45 MB video as a data URI", "read-one.rest", ["clip.rest"], "clip") { NeedsClip = true },
        new("create", "Creating 200 tasks; each request takes 0.5 s", "nothing", ["create.rest"], "create")
        {
            Count = 200,
            Tasks = 0,
            MostRounds = 3,
            Service = ["--create-seconds", "0.5"],
        },
        new("create-image", "Creating 100 tasks from an image of 2 MB; each request takes 0.2 s", "nothing", ["create.rest"], "create")
        {
            Count = 100,
            Tasks = 0,
            MostRounds = 3,
            Service = ["--create-seconds", "0.2"],
            HasImage = true,
        },
        new("create-again", "Running a batch of 5,000 again with its journal", "nothing", [], "create")
        {
            Count = 5000,
            Tasks = 0,
            MostRounds = 3,
            KeepsJournal = true,
        },
        new("full", "Creating and waiting for 30 tasks of 6 s on a service that runs 3 of them, ideally 60 s", "nothing", [], "full")
        {
            Count = 30,
            Tasks = 0,
            MostRounds = 1,
            Service = ["--max-running", "3", "--run-seconds", "6"],
        },
        new("save", "Saving one file of 1 GiB", "read-one.rest", ["save.curl", "save.curl-sync", "save.rest"], "save")
        {
            FileBytes = 1024 * MiB,
            Tasks = 1,
        },
        new("save-many", "Saving 300 files of 2 MB", "read-one.rest", ["save-many.curl", "save-many.curl-sync"], "save-many")
        {
            FileBytes = 2_000_000,
            Tasks = 300,
        },
        new("wait", "Creating and waiting for 500 tasks of 20 s", "nothing", ["wait.rest"], "wait")
        {
            Count = 500,
            Tasks = 0,
            MostRounds = 3,
        },
        new("wait-more", "Creating and waiting for 1,000 tasks of 20 s", "nothing", ["wait.rest"], "wait")
        {
            Count = 1000,
            Tasks = 0,
            MostRounds = 3,
        },
    ];

    /// <summary>Further options of the service.</summary>
    private IReadOnlyList<string> Service { get; init; } = [];

    /// <summary>Whether the tasks are made from an image.</summary>
    private bool HasImage { get; init; }

    /// <summary>Whether each run has the journal of the one before.</summary>
    private bool KeepsJournal { get; init; }

    /// <summary>How many tasks a script makes; 0 where it makes none, and then tasks stay queued.</summary>
    public int Count { get; private init; }

    /// <summary>How often each script runs at most; a long one need not run often.</summary>
    private int MostRounds { get; init; } = int.MaxValue;

    /// <summary>The size of the files that the service has.</summary>
    private long FileBytes { get; init; } = 45 * MiB;

    /// <summary>How many finished tasks the service has.</summary>
    private int Tasks { get; init; } = 10_000;

    /// <summary>Whether there has to be a clip to send, which is as large as a file of the service.</summary>
    private bool NeedsClip { get; init; }

    public async Task<Comparison> RunAsync(string shell, string repository, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("meshvideo-bench-").FullName;
        try
        {
            await using SimulatorProcess simulator = await SimulatorProcess.StartAsync(
                ["--file-bytes", FileBytes.ToString(CultureInfo.InvariantCulture),
                "--queue-seconds", Count > 0 ? "0" : "600",
                "--run-seconds", "20",
                .. Service]);
            Dictionary<string, string> environment = simulator.Environment;
            environment["BENCH_MODULE"] = Path.Combine(repository, "out", "MeshVideo", "MeshVideo.psd1");
            environment["BENCH_CLIP"] = Path.Combine(folder, "clip.mp4");
            environment["BENCH_OUT"] = Path.Combine(folder, "out");
            environment["BENCH_BYTES"] = FileBytes.ToString(CultureInfo.InvariantCulture);
            environment["BENCH_JOURNAL"] = Path.Combine(KeepsJournal ? folder : environment["BENCH_OUT"], "batch.jsonl");
            environment["BENCH_IMAGE"] =
                HasImage ? BitmapFile.Create(Path.Combine(folder, "image.bmp"), size: 840) : string.Empty;
            environment["BENCH_COUNT"] = Count.ToString(CultureInfo.InvariantCulture);
            if (NeedsClip)
            {
                await simulator.MakeClipAsync(environment["BENCH_CLIP"]);
            }

            await simulator.SeedAsync(Tasks);
            return await CompareAsync(
                simulator,
                shell,
                Path.Combine(repository, "tests", "MeshVideo.Benchmarks", "Scripts"),
                Math.Min(rounds, MostRounds),
                environment);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Comparison> CompareAsync(
        SimulatorProcess simulator, string shell, string scripts, int rounds, Dictionary<string, string> environment)
    {
        ShellScript[] entrants =
        [
            .. ((string[])[Baseline, .. Rivals, Ours])
                .Select(name => new ShellScript(shell, name, Path.Combine(scripts, name + ".ps1"))),
        ];
        List<Measurement>[] runs = [.. entrants.Select(_ => new List<Measurement>())];
        // Round by round, so that whatever else the machine does falls on all alike; the first round only warms the disk's cache.
        for (int round = 0; round <= rounds; round++)
        {
            for (int index = 0; index < entrants.Length; index++)
            {
                string output = Directory.CreateDirectory(environment["BENCH_OUT"]).FullName;
                await simulator.ForgetRequestsAsync();
                Measurement run = await entrants[index].RunAsync(environment);
                if (Count > 0)
                {
                    (int reads, _, int connections) = await simulator.CountRequestsAsync();
                    run = run with { Reads = reads, Connections = connections };
                }

                Directory.Delete(output, recursive: true);
                if (round > 0)
                {
                    runs[index].Add(run);
                }
            }
        }

        return new Comparison(this, [.. entrants.Select((entrant, index) => (entrant.Name, Measurement.MedianOf(runs[index])))]);
    }
}
