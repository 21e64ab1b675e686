using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Requests;

namespace MeshVideo.Journal;

/// <summary>
/// Gets the task of a row: from the journal, from the service's list if the response was lost, or by creating it.
/// </summary>
internal sealed class JournaledCreate
{
    private readonly JournalFile _file;
    private readonly JournalLock _lock;
    private readonly MeshVideoClient _client;
    private readonly PreparedRequest _request;
    private readonly RequestIdentity _identity;
    private readonly bool _resendAmbiguous;

    public JournaledCreate(
        JournalFile file,
        JournalLock fileLock,
        MeshVideoClient client,
        PreparedRequest request,
        RequestIdentity identity,
        bool resendAmbiguous)
    {
        _file = file;
        _lock = fileLock;
        _client = client;
        _request = request;
        _identity = identity;
        _resendAmbiguous = resendAmbiguous;
    }

    private string Service => _client.Connection.ToString();

    /// <summary>Gets the task of a row.</summary>
    /// <param name="current">The row with the identity of this version.</param>
    /// <param name="earlier">The row with the identity of earlier versions; null if it is the same.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<VideoTask> RunAsync(JournalRow current, JournalRow? earlier, CancellationToken cancellationToken)
    {
        JournalRow Row() => current.IsEmpty && earlier is { IsEmpty: false } ? earlier : current;

        _file.State.EnsureService(Service, _file.Path);
        if (Row().Task is { } known)
        {
            return UseKnownTask(known);
        }

        using IDisposable lockHandle = await _lock.AcquireAsync(_client.Log, cancellationToken).ConfigureAwait(false);

        // Another process may have written in the meantime. While this one holds the lock, no other process writes.
        _file.ReadAppended();
        _file.State.EnsureService(Service, _file.Path);
        JournalRow row = Row();
        if (row.Task is not null)
        {
            return UseKnownTask(row.Task);
        }

        bool isAmbiguous = row.LastAttempt is { IsOpen: true };
        if (isAmbiguous && await SearchAsync(row, cancellationToken).ConfigureAwait(false) is { } adopted)
        {
            return adopted;
        }

        return await SendAsync(row, isAmbiguous, cancellationToken).ConfigureAwait(false);
    }

    private VideoTask UseKnownTask(JournalLine task)
    {
        _client.Log.Write(
            ActivityLevel.Verbose, $"The journal contains task {task.Id} for this request. The request is not sent again.");
        return JournalTask.ToVideoTask(task, _request.Request, _client.Connection);
    }

    /// <returns>The matching task; null if the user chose to send the request again.</returns>
    private async Task<VideoTask?> SearchAsync(JournalRow row, CancellationToken cancellationToken)
    {
        JournalAttempt lost = row.LastAttempt!;
        LostTaskSearch search = new(_client, _file.State);
        LostTaskSearchResult result = await search.FindAsync(lost, cancellationToken).ConfigureAwait(false);
        if (result.Match is not { } match)
        {
            return _resendAmbiguous ? null : throw JournalErrors.CreateAmbiguous(lost, result);
        }

        JournalLine line = CreateTaskLine(row, match) with { IsAdopted = true };
        _file.Append(line);
        _client.Log.Write(
            ActivityLevel.Warning,
            $"The response to '{_identity.Prompt ?? _identity.Model}', sent at {JournalTime.Format(lost.SentAt)}, was "
                + $"lost. Using task {match.Id}, which was created at {JournalTime.Format(match.CreatedAt!.Value)} with the "
                + "same model and parameters.");
        return JournalTask.ToVideoTask(line, _request.Request, _client.Connection);
    }

    private async Task<VideoTask> SendAsync(JournalRow row, bool isResent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool wasDurable = _file.IsDurable;
        _file.Append(CreateIntentLine(row, isResent));
        if (wasDurable && !_file.IsDurable)
        {
            _client.Log.Write(
                ActivityLevel.Warning,
                $"The file system of the journal '{_file.Path}' cannot flush files to the disk. "
                    + "After a power failure, the last lines of the journal can be missing.");
        }

        VideoTask task;
        try
        {
            task = await _client.CreateAsync(_request, error => RecordResend(row, error), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            TryAppend(CreateOutcomeLine(row, exception), $"the outcome of this request ({exception.Kind})");
            throw;
        }
        catch (CreateNotSentException)
        {
            TryAppend(
                CreateResultLine(row, JournalLineKind.NotCreated) with { Reason = "canceled before it was sent again" },
                "the cancellation of this request");
            throw;
        }

        // The task is charged, so it is returned even if the journal cannot be written.
        TryAppend(CreateTaskLine(row, task), $"task {task.Id}, which was created");
        return task;
    }

    // The task of a retry can be minutes newer than the first attempt. If its response is lost, the search has to start at its
    // own time.
    private void RecordResend(JournalRow row, MeshVideoException error)
    {
        _file.Append(CreateOutcomeLine(row, error));
        _file.Append(CreateIntentLine(row, isResent: false));
    }

    private JournalLine CreateIntentLine(JournalRow row, bool isResent) => new(JournalLineKind.Intent)
    {
        Hash = row.Hash,
        Occurrence = row.Occurrence,
        Service = Service,
        Model = _identity.Model,
        Prompt = _identity.Prompt,
        Media = _identity.Media,
        Sent = _identity.Sent,
        ClockOffset = _client.Connection.Clock.Offset,
        IsResent = isResent,
    };

    private JournalLine CreateOutcomeLine(JournalRow row, MeshVideoException exception)
    {
        bool mayExist = exception.Kind == MeshVideoErrorKind.CreateOutcomeUnknown;
        return CreateResultLine(row, mayExist ? JournalLineKind.Lost : JournalLineKind.NotCreated) with
        {
            // Of all attempts of the intent, only the last can have been processed.
            SentAt = mayExist ? exception.SentAt : null,
            ClockOffset = mayExist ? _client.Connection.Clock.Offset : null,
            Reason = JournalText.Create($"{exception.Kind}: {exception.Message}", _client.Connection.Redactor),
        };
    }

    private static JournalLine CreateResultLine(JournalRow row, JournalLineKind kind) =>
        new(kind) { Hash = row.Hash, Occurrence = row.Occurrence };

    private JournalLine CreateTaskLine(JournalRow row, VideoTask task) => new(JournalLineKind.Task)
    {
        Hash = row.Hash,
        Occurrence = row.Occurrence,
        Id = task.Id,
        CreatedAt = task.CreatedAt,
        Model = _identity.Model,
        Prompt = _identity.Prompt,
    };

    private void TryAppend(JournalLine line, string description)
    {
        try
        {
            _file.Append(line);
        }
        catch (MeshVideoException exception)
        {
            _client.Log.Write(
                ActivityLevel.Warning,
                $"The journal could not record {description}: {JournalErrors.DescribeAfterSending(exception)} The next "
                    + "run will search for it in the service's list.");
        }
    }
}
