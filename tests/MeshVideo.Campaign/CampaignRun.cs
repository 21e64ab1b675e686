using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Campaign;

/// <summary>Plays one scenario after another, several at a time.</summary>
internal static class CampaignRun
{
    /// <param name="shell">The PowerShell.</param>
    /// <param name="manifest">The module.</param>
    /// <param name="seed">The seed of the first scenario; the others count on from it.</param>
    /// <param name="pipelines">How many scenarios.</param>
    /// <param name="lanes">How many at a time.</param>
    /// <param name="time">After which no further one is begun.</param>
    /// <param name="progress">Told after each.</param>
    public static async Task<(Tally Tally, int MostSockets)> PlayAsync(
        string shell,
        string manifest,
        int seed,
        int pipelines,
        int lanes,
        TimeSpan time,
        Action<Tally, Scenario, Verdict>? progress = null)
    {
        string? diskShim = await DiskShim.FindAsync();
        using WorkerPool workers = new(shell, manifest, diskShim);
        Tally tally = new() { HasDiskFaults = diskShim is not null };
        Stopwatch watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(seed, pipelines),
            new ParallelOptions { MaxDegreeOfParallelism = lanes },
            async (number, _) =>
            {
                if (watch.Elapsed > time)
                {
                    return;
                }

                await using ScenarioRun run = await ScenarioRun.StartAsync(ScenarioGenerator.Make(number));
                await run.PlayAsync(workers);
                Verdict verdict = await Audit.OfAsync(run);
                tally.Add(run, verdict, Directory.GetFiles(run.Videos).Length);
                progress?.Invoke(tally, run.Scenario, verdict);
            });
        return (tally, workers.MostSockets);
    }
}
