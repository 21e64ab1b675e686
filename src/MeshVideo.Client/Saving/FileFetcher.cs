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
    /// <summary>A file that stays out of reach for so long is given up, so that a batch goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly MeshVideoClient _client;
    private readonly FileTransport _transport;

    public FileFetcher(MeshVideoClient client, Action<long> onBytes)
    {
        _client = client;
        _transport = new FileTransport(client.Connection.Handlers.Files, onBytes);
    }

    /// <summary>Fetches.</summary>
    /// <param name="task">The task; read again where its link is dead.</param>
    /// <param name="wanted">Which of its files.</param>
    /// <param name="target">The full path of the file to make.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <param name="cancellationToken">Stops at once; the target is then as it was.</param>
    /// <exception cref="MeshVideoException">It could not be fetched or is not what it should be; the target is as it was.</exception>
    /// <exception cref="IOException">It could not be written; the target is as it was.</exception>
    public async Task FetchAsync(VideoTask task, WantedFile wanted, string target, bool replace, CancellationToken cancellationToken)
    {
        Uri link = wanted.LinkOf(task) ?? throw NoLink(task, wanted);
        using PartFile part = PartFile.Create(target);
        Stopwatch sinceProgress = Stopwatch.StartNew();
        for (int tries = 0; ; tries++)
        {
            long before = part.Length;
            (FileAnswer answer, string why, TimeSpan? retryAfter) = await _transport.FetchAsync(
                task.Id, link, part, Patience - sinceProgress.Elapsed, cancellationToken).ConfigureAwait(false);
            if (answer == FileAnswer.Complete)
            {
                break;
            }

            if (part.Length > before)
            {
                sinceProgress.Restart();
                tries = 0;
            }

            TimeSpan pause = retryAfter is { } asked ? RetryAfter.Surely(asked) : TimeSpan.FromSeconds(Math.Min(8, 0.25 * Math.Pow(2, tries)));
            if (sinceProgress.Elapsed + pause > Patience)
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
                task = await ReadAgainAsync(task, wanted, why, Patience - sinceProgress.Elapsed, cancellationToken).ConfigureAwait(false);
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

        part.MoveTo(target, replace);
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
