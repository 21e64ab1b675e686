using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Saving;

/// <summary>Fetches one file of a task: tries again, goes on, and renews the link.</summary>
internal sealed class FileFetcher
{
    /// <summary>How long a link works, about.</summary>
    private static readonly TimeSpan LinkLife = TimeSpan.FromHours(24);

    private readonly MeshVideoClient _client;
    private readonly SaveOptions _options;
    private readonly FileTransport _transport;

    public FileFetcher(MeshVideoClient client, SaveOptions options, Action<long> onBytes)
    {
        _client = client;
        _options = options;
        _transport = new FileTransport(client.Connection, options.IdleTime, onBytes);
    }

    /// <summary>Fetches what is missing.</summary>
    /// <param name="task">The task; read again where its link is dead.</param>
    /// <param name="wanted">Which of its files.</param>
    /// <param name="transfer">Where the file comes to be.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="MeshVideoException">It could not be fetched.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public async Task FetchAsync(VideoTask task, WantedFile wanted, Transfer transfer, CancellationToken cancellationToken)
    {
        Stopwatch sinceProgress = Stopwatch.StartNew();
        task = await WithLivingLinkAsync(task, cancellationToken).ConfigureAwait(false);
        (task, Uri link) = await WithLinkAsync(task, wanted, sinceProgress, cancellationToken).ConfigureAwait(false);
        transfer.Begin(SourceOf(link));
        if (transfer.Length > 0)
        {
            _client.Log.Note(ActivityLevel.Verbose, $"Task {task.Id}: an earlier run left {transfer.Length} bytes of the {wanted.Noun}; going on from there.");
        }

        if (transfer.IsWhole)
        {
            if (await transfer.ExamineAsync(wanted).ConfigureAwait(false) is null)
            {
                return;
            }

            await transfer.RestartAsync().ConfigureAwait(false);
        }

        sinceProgress.Restart();
        long furthest = transfer.Length;
        string? objection = null;
        for (int tries = 0; ; tries++)
        {
            (FileAnswer answer, string why, TimeSpan? retryAfter) = await _transport.FetchAsync(
                task.Id, link, transfer, _options.Patience - sinceProgress.Elapsed, cancellationToken).ConfigureAwait(false);
            why = _client.Connection.Redactor.RedactForDisplay(why);
            if (answer == FileAnswer.Complete)
            {
                objection = await transfer.ExamineAsync(wanted).ConfigureAwait(false);
                if (objection is null)
                {
                    return;
                }

                // Words instead of a file, or a body whose end nobody announced: the file may not be ready, or was cut.
                if (!transfer.IsWords() && transfer.ExpectedLength is not null)
                {
                    throw SaveFaults.NotWhatItShouldBe(task, wanted, objection);
                }

                (answer, why) = (FileAnswer.TryAgain, $"what the file host sent is not the {wanted.Noun}: {objection}");
                await transfer.RestartAsync().ConfigureAwait(false);
            }

            // Where every try begins at zero, bytes alone are no headway: the file may break at the same place for ever.
            if (transfer.Length - furthest >= FileTransport.Headway)
            {
                furthest = transfer.Length;
                sinceProgress.Restart();
                tries = 0;
            }

            if (answer == FileAnswer.Part && tries == 0)
            {
                continue;
            }

            TimeSpan pause = retryAfter is { } asked ? RetryAfter.AddMargin(asked) : TimeSpan.FromSeconds(Math.Min(8, 0.25 * Math.Pow(2, tries)));
            if (sinceProgress.Elapsed + pause > _options.Patience)
            {
                throw objection is null ? GivenUp(task, wanted, why) : SaveFaults.NotWhatItShouldBe(task, wanted, objection);
            }

            bool isFirstDeadLink = answer == FileAnswer.LinkDead && tries == 0;
            string next = answer == FileAnswer.LinkDead ? "reading the task again for a new link" : "trying again";
            string when = isFirstDeadLink ? "now" : $"in {pause.TotalSeconds:0.0} s";
            _client.Log.Note(ActivityLevel.Verbose, $"Task {task.Id}: {why}; {next} {when}.");
            if (!isFirstDeadLink)
            {
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }

            if (answer == FileAnswer.LinkDead)
            {
                task = await ReadAgainAsync(task, _options.Patience - sinceProgress.Elapsed, cancellationToken).ConfigureAwait(false)
                    ?? throw GivenUp(task, wanted, $"{why}, and the service gave no new link");
                (task, link) = await WithLinkAsync(task, wanted, sinceProgress, cancellationToken).ConfigureAwait(false);
                await transfer.MoveToAsync(SourceOf(link)).ConfigureAwait(false);
            }
        }
    }

    // A task that was read yesterday, or comes from a file, would only be refused.
    private async Task<VideoTask> WithLivingLinkAsync(VideoTask task, CancellationToken cancellationToken)
    {
        if (!(DateTimeOffset.UtcNow - (task.ReadAt ?? task.UpdatedAt) > LinkLife))
        {
            return task;
        }

        try
        {
            return (await _client.GetAsync(task.Id, cancellationToken).ConfigureAwait(false)).CarryOver(task);
        }
        catch (MeshVideoException)
        {
            // The file host may see it otherwise, and has the last word.
            return task;
        }
    }

    // The service may say that a task has succeeded a moment before it has the link.
    private async Task<(VideoTask Task, Uri Link)> WithLinkAsync(VideoTask task, WantedFile wanted, Stopwatch waited, CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            if (wanted.LinkOf(task) is { } link)
            {
                return (task, link);
            }

            TimeSpan pause = TimeSpan.FromSeconds(Math.Min(8, 0.5 * Math.Pow(2, tries)));
            if (task.Status != VideoTaskStatus.Succeeded || waited.Elapsed + pause > _options.Patience)
            {
                throw NoLink(task, wanted);
            }

            _client.Log.Note(ActivityLevel.Verbose, $"Task {task.Id} has succeeded but has no link to a {wanted.Noun} yet; reading it again in {pause.TotalSeconds:0.0} s.");
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            task = await ReadAgainAsync(task, _options.Patience - waited.Elapsed, cancellationToken).ConfigureAwait(false) ?? throw NoLink(task, wanted);
        }
    }

    /// <returns>Null where the service does not answer in time.</returns>
    private async Task<VideoTask?> ReadAgainAsync(VideoTask task, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
        try
        {
            return (await _client.GetAsync(task.Id, time.Token).ConfigureAwait(false)).CarryOver(task);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // As it may be written down: without what would let others fetch it.
    private string SourceOf(Uri link) => _client.Connection.Redactor.Redact(Redactor.FormatAddress(link));

    private static MeshVideoException NoLink(VideoTask task, WantedFile wanted) => new(
        MeshVideoErrorKind.NothingToSave,
        $"Task {task.Id} has no link to a {wanted.Noun} (status: {task.StatusText ?? task.Status.ToString().ToLowerInvariant()}). Look at it with: Get-MeshVideo -Id '{task.Id}'")
    { TaskId = task.Id };

    private static MeshVideoException GivenUp(VideoTask task, WantedFile wanted, string why) => new(
        MeshVideoErrorKind.DownloadFailed,
        $"The {wanted.Noun} of task {task.Id} stayed out of reach: {why}. The task is unharmed. Try again later with: Save-MeshVideo -Id '{task.Id}'")
    { TaskId = task.Id };
}
