using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Saving;

/// <summary>Brings one file of a task to its place: tries again, goes on, renews the link, checks, and renames at the end.</summary>
internal sealed class FileFetcher
{
    private readonly MeshVideoClient _client;
    private readonly SaveOptions _options;
    private readonly FileTransport _transport;

    public FileFetcher(MeshVideoClient client, SaveOptions options, Action<long> onBytes)
    {
        _client = client;
        _options = options;
        _transport = new FileTransport(client.Connection.Handlers.Files, options.IdleTime, onBytes);
    }

    /// <summary>Fetches.</summary>
    /// <param name="task">The task; read again where its link is dead.</param>
    /// <param name="wanted">Which of its files.</param>
    /// <param name="target">The full path of the file to make.</param>
    /// <param name="cancellationToken">Stops at once; the target is then as it was.</param>
    /// <exception cref="MeshVideoException">It could not be fetched or is not what it should be; the target is as it was.</exception>
    /// <exception cref="IOException">It could not be written; the target is as it was.</exception>
    public async Task FetchAsync(VideoTask task, WantedFile wanted, string target, CancellationToken cancellationToken)
    {
        Uri link = wanted.LinkOf(task) ?? throw NoLink(task, wanted);
        using PartFile part = PartFile.Create(target);
        Stopwatch sinceProgress = Stopwatch.StartNew();
        long furthest = 0;
        for (int tries = 0; ; tries++)
        {
            (FileAnswer answer, string why, TimeSpan? retryAfter) = await _transport.FetchAsync(
                task.Id, link, part, _options.Patience - sinceProgress.Elapsed, cancellationToken).ConfigureAwait(false);
            if (answer == FileAnswer.Complete)
            {
                break;
            }

            // Where every try begins at zero, bytes alone are no headway: the file may break at the same place for ever.
            if (part.Length > furthest)
            {
                furthest = part.Length;
                sinceProgress.Restart();
                tries = 0;
            }

            TimeSpan pause = retryAfter is { } asked ? RetryAfter.Surely(asked) : TimeSpan.FromSeconds(Math.Min(8, 0.25 * Math.Pow(2, tries)));
            if (sinceProgress.Elapsed + pause > _options.Patience)
            {
                throw GivenUp(task, wanted, why);
            }

            _client.Log.Note(ActivityLevel.Verbose, $"Task {task.Id}: {why}; trying again in {pause.TotalSeconds:0.0} s.");
            bool isFirstDeadLink = answer == FileAnswer.LinkDead && tries == 0;
            if (!isFirstDeadLink)
            {
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }

            if (answer == FileAnswer.LinkDead)
            {
                task = await ReadAgainAsync(task, wanted, why, _options.Patience - sinceProgress.Elapsed, cancellationToken).ConfigureAwait(false);
                link = wanted.LinkOf(task) ?? throw NoLink(task, wanted);
            }
        }

        if (part.Examine(wanted.Objection) is { } objection)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.NotAVideo,
                $"What the service offers as the {wanted.Noun} of task {task.Id} is none: {objection}. It was not saved. Try again later with: Save-MeshVideo -Id '{task.Id}'")
            { TaskId = task.Id };
        }

        part.MoveTo(target, _options.Force);
    }

    private async Task<VideoTask> ReadAgainAsync(VideoTask task, WantedFile wanted, string why, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
        try
        {
            return (await _client.GetAsync(task.Id, time.Token).ConfigureAwait(false)).CarryOver(task);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw GivenUp(task, wanted, $"{why}, and the service gave no new link");
        }
    }

    private static MeshVideoException NoLink(VideoTask task, WantedFile wanted) => new(
        MeshVideoErrorKind.NothingToSave,
        $"Task {task.Id} has no link to a {wanted.Noun} (status: {task.StatusText ?? task.Status.ToString().ToLowerInvariant()}). Look at it with: Get-MeshVideo -Id '{task.Id}'")
    { TaskId = task.Id };

    private static MeshVideoException GivenUp(VideoTask task, WantedFile wanted, string why) => new(
        MeshVideoErrorKind.DownloadFailed,
        $"The {wanted.Noun} of task {task.Id} stayed out of reach: {why}. The task is unharmed. Try again later with: Save-MeshVideo -Id '{task.Id}'")
    { TaskId = task.Id };
}
