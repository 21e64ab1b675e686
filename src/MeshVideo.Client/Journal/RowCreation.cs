using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Requests;

namespace MeshVideo.Journal;

/// <summary>Gets the task of one row: from the journal, from the service's list where the answer was lost, or by creating it.</summary>
internal sealed class RowCreation
{
    private readonly JournalFile _file;
    private readonly JournalLock _lock;
    private readonly MeshVideoClient _client;
    private readonly VideoRequest _request;
    private readonly RequestIdentity _identity;
    private readonly bool _resendAmbiguous;

    public RowCreation(JournalFile file, JournalLock fileLock, MeshVideoClient client, VideoRequest request, RequestIdentity identity, bool resendAmbiguous)
    {
        _file = file;
        _lock = fileLock;
        _client = client;
        _request = request;
        _identity = identity;
        _resendAmbiguous = resendAmbiguous;
    }

    private string Service => _client.Connection.ToString();

    /// <param name="current">The row as this version names it.</param>
    /// <param name="earlier">The same row as an earlier version named it, where that is another name.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<VideoTask> RunAsync(JournalRow current, JournalRow? earlier, CancellationToken cancellationToken)
    {
        JournalRow Row() => current.IsEmpty && earlier is { IsEmpty: false } ? earlier : current;

        _file.State.RequireService(Service, _file.Path);
        if (Row().Task is { } known)
        {
            return Known(known);
        }

        using IDisposable held = await _lock.TakeAsync(_client.Log, cancellationToken).ConfigureAwait(false);

        // What others wrote meanwhile decides, and while the lock is held nobody writes.
        _file.ReadOn();
        _file.State.RequireService(Service, _file.Path);
        JournalRow row = Row();
        if (row.Task is not null)
        {
            return Known(row.Task);
        }

        bool isAmbiguous = row.Latest is { IsOpen: true };
        if (isAmbiguous && await LookAsync(row, cancellationToken).ConfigureAwait(false) is { } adopted)
        {
            return adopted;
        }

        return await SendAsync(row, isAmbiguous, cancellationToken).ConfigureAwait(false);
    }

    private VideoTask Known(JournalLine task)
    {
        _client.Log.Note(ActivityLevel.Verbose, $"The journal has task {task.Id} for this request; it is not sent again.");
        return JournalTask.Of(task, _request, _client.Connection);
    }

    /// <returns>The one task that can be it; null where the user has decided to send it again.</returns>
    private async Task<VideoTask?> LookAsync(JournalRow row, CancellationToken cancellationToken)
    {
        JournalAttempt lost = row.Latest!;
        LostAnswerSearch search = new(_client, _file.State);
        LostAnswerFinding finding = await search.FindAsync(lost, cancellationToken).ConfigureAwait(false);
        if (finding.Match is not { } match)
        {
            return _resendAmbiguous ? null : throw JournalFaults.Ambiguous(lost, finding);
        }

        JournalLine line = TaskLine(row, match) with { IsAdopted = true };
        _file.Append(line);
        _client.Log.Note(
            ActivityLevel.Warning,
            $"The answer to '{_identity.Prompt ?? _identity.Model}', sent at {JournalTime.Text(lost.SentAt)}, was lost. Task {match.Id}, made at {JournalTime.Text(match.CreatedAt!.Value)} with the same model and parameters, is taken for it.");
        return JournalTask.Of(line, _request, _client.Connection);
    }

    private async Task<VideoTask> SendAsync(JournalRow row, bool isAgain, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool wasDurable = _file.IsDurable;
        _file.Append(IntentLine(row, isAgain));
        if (wasDurable && !_file.IsDurable)
        {
            _client.Log.Note(ActivityLevel.Warning, $"The file system of the journal '{_file.Path}' cannot flush files to the disk. After a power failure the journal may lack its last lines.");
        }

        VideoTask task;
        try
        {
            task = await _client.CreateAsync(_request, refusal => NoteSendingAgain(row, refusal), cancellationToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            Record(Outcome(row, exception), $"how this request ended ({exception.Kind})");
            throw;
        }
        catch (NothingInFlightException)
        {
            Record(Ended(row, JournalLineKind.NotCreated) with { Why = "called off before it was sent again" }, "that this request was called off");
            throw;
        }

        // Paid for: whatever happens to the file, the task comes out.
        Record(TaskLine(row, task), $"task {task.Id}, which exists");
        return task;
    }

    // A task of the second sending may be minutes younger than the first: where that is cut off, it is looked for from its own time on.
    private void NoteSendingAgain(JournalRow row, MeshVideoException refusal)
    {
        _file.Append(Outcome(row, refusal));
        _file.Append(IntentLine(row, isAgain: false));
    }

    private JournalLine IntentLine(JournalRow row, bool isAgain) => new(JournalLineKind.Intent)
    {
        Hash = row.Hash,
        Occurrence = row.Occurrence,
        Service = Service,
        Model = _identity.Model,
        Prompt = _identity.Prompt,
        Media = _identity.Media,
        Sent = _identity.Sent,
        ClockOffset = _client.Connection.Clock.Offset,
        IsResent = isAgain,
    };

    private JournalLine Outcome(JournalRow row, MeshVideoException exception)
    {
        bool mayExist = exception.Kind == MeshVideoErrorKind.CreateOutcomeUnknown;
        return Ended(row, mayExist ? JournalLineKind.Lost : JournalLineKind.NotCreated) with
        {
            // Of all that was sent on behalf of the intent only the last may have been carried out.
            SentAt = mayExist ? exception.SentAt : null,
            ClockOffset = mayExist ? _client.Connection.Clock.Offset : null,
            Why = JournalText.Excerpt($"{exception.Kind}: {exception.Message}", _client.Connection.Redactor),
        };
    }

    private static JournalLine Ended(JournalRow row, JournalLineKind kind) => new(kind) { Hash = row.Hash, Occurrence = row.Occurrence };

    private JournalLine TaskLine(JournalRow row, VideoTask task) => new(JournalLineKind.Task)
    {
        Hash = row.Hash,
        Occurrence = row.Occurrence,
        Id = task.Id,
        CreatedAt = task.CreatedAt,
        Model = _identity.Model,
        Prompt = _identity.Prompt,
    };

    private void Record(JournalLine line, string what)
    {
        try
        {
            _file.Append(line);
        }
        catch (MeshVideoException exception)
        {
            _client.Log.Note(ActivityLevel.Warning, $"The journal does not know {what}: {JournalFaults.AfterSending(exception)} The next run will look for it at the service.");
        }
    }
}
