using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.DesktopClient;

/// <summary>A batch with a journal: create, wait and save.</summary>
internal static class MainJob
{
    private const string Key = "rsk_simulator";

    /// <summary>Runs it.</summary>
    /// <param name="service">A simulator.</param>
    /// <param name="folder">Has an image first.bmp; the journal and the files are put there.</param>
    public static async Task RunAsync(Uri service, string folder)
    {
        MeshVideoClient client = new(new MeshVideoConnection(new ApiKey(Key), service));
        VideoDownloader downloader = new(new DownloadOptions { IncludeLastFrame = true });
        ConcurrentBag<Task<IReadOnlyList<SavedVideoFile>>> saves = [];
        using BatchJournal journal = BatchJournal.Open(Path.Combine(folder, "batch.jsonl"), resendAmbiguous: false);
        using TaskWaiter waiter = new(new WaitOptions(), outcome => saves.Add(SaveAsync(outcome)), CancellationToken.None);
        foreach (VideoRequest request in Requests(folder))
        {
            try
            {
                VideoTask task = await journal.CreateAsync(client, request, CancellationToken.None);
                Console.WriteLine(task.Id);
                waiter.Add(client, task.Id, task);
            }
            catch (MeshVideoException exception)
            {
                Console.WriteLine(exception.Kind);
            }
        }

        await waiter.WhenAllEnded();
        IReadOnlyList<SavedVideoFile>[] files = await Task.WhenAll(saves);
        IEnumerable<string> paths = files.SelectMany(saved => saved).Select(file => file.Path);
        foreach (string path in paths.OrderBy(path => path, StringComparer.Ordinal))
        {
            Console.WriteLine(path);
        }

        Task<IReadOnlyList<SavedVideoFile>> SaveAsync(WaitOutcome outcome)
        {
            if (outcome.Error is not null)
            {
                throw outcome.Error;
            }

            VideoTask task = outcome.Task!;
            return downloader.DownloadAsync(client, task, Path.Combine(folder, VideoDownloader.GetDefaultFileName(task)));
        }
    }

    private static IEnumerable<VideoRequest> Requests(string folder) => [
        new() { Prompt = "ein See im Morgenlicht, 日の出", Duration = 5, Resolution = "480p" },
        new() { Prompt = "a lake", FirstFrame = MediaSource.FromFile(Path.Combine(folder, "first.bmp")), ReturnLastFrame = true },
        new() { Prompt = "a lake at night", AdditionalProperties = new Dictionary<string, object?> { ["seed"] = 7 } },
    ];
}
