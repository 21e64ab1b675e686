using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator;

namespace MeshVideo.Demo;

/// <summary>Does the same as demo.ps1 in C#, with the client library. Creating, waiting and saving overlap.</summary>
internal sealed class ClientLibraryDemo(SimulatorHost simulator, string folder, CancellationToken cancellationToken)
{
    private static readonly string[] Prompts = ["a lake at sunrise", "a city at night"];
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly MeshVideoClient _client = new(new MeshVideoConnection(new ApiKey(simulator.ApiKey), simulator.BaseUri));
    private readonly VideoDownloader _downloader = new(new DownloadOptions());
    private readonly ConcurrentBag<Task> _saves = [];

    /// <summary>Creates the videos and saves them.</summary>
    /// <exception cref="MeshVideoException">A video could not be created or saved.</exception>
    public async Task RunAsync()
    {
        using TaskWaiter waiter = new(new WaitOptions(), outcome => _saves.Add(SaveAsync(outcome)), cancellationToken);
        foreach (string prompt in Prompts)
        {
            VideoRequest request = new() { Prompt = prompt, Duration = 5, Resolution = "480p" };
            VideoTask task = await _client.CreateAsync(request, cancellationToken);
            Console.WriteLine($"{task.Id}  created: {prompt}");
            waiter.Add(_client, task.Id, task);
        }

        Task ended = waiter.WhenAllEnded();
        while (await Task.WhenAny(ended, Task.Delay(ProgressInterval, cancellationToken)) != ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IEnumerable<string> states = waiter.GetSnapshot().Statuses.Select(state => $"{state.Value} {state.Key}");
            Console.WriteLine($"{"waiting:",24}  {string.Join(", ", states)}");
        }

        await ended;
        await Task.WhenAll(_saves);
    }

    private async Task SaveAsync(WaitOutcome outcome)
    {
        if (outcome.Error is not null)
        {
            throw outcome.Error;
        }

        VideoTask task = outcome.Task!;
        Console.WriteLine($"{task.Id}  {task.StatusText}");
        await _downloader.DownloadAsync(
            _client, task, Path.Combine(folder, VideoDownloader.GetDefaultFileName(task)), cancellationToken);
        Console.WriteLine($"{task.Id}  saved");
    }
}
