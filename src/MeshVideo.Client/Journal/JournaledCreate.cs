using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Requests;

namespace MeshVideo.Journal;

/// <summary>
/// Records the attempts to create the task of a row. The task comes from the journal if an earlier run or another process has
/// created it, or from the service's list if its response was lost.
/// </summary>
/// <param name="row">The row.</param>
/// <param name="file">The journal.</param>
/// <param name="transactions">The transactions of this run.</param>
/// <param name="run">Shows whether a run is alive.</param>
/// <param name="otherRunWait">The rows of this run that wait for another run.</param>
/// <param name="client">The service.</param>
/// <param name="resendAmbiguous">Whether to send requests again whose outcome is unknown.</param>
/// <param name="limit">The limit of what the tasks may cost; null if there is none.</param>
internal sealed class JournaledCreate(
    BatchRow row,
    JournalFile file,
    JournalTransactionQueue transactions,
    RunLock run,
    OtherRunWait otherRunWait,
    MeshVideoClient client,
    bool resendAmbiguous,
    SpendingLimit? limit) : IAttemptRecorder
{
    private readonly RowSpending? _spending = limit is null ? null : new RowSpending(row, file, limit, client.Log);

    /// <inheritdoc/>
    public async Task<AttemptStart> StartAsync(PreparedRequest request, CancellationToken cancellationToken)
    {
        AttemptStart start = await transactions.RunAsync(
            transaction => StartAsync(transaction, request, cancellationToken), isResult: false, client.Log, cancellationToken)
            .ConfigureAwait(false);
        ReportWait(isWaiting: start == default);
        return start;
    }

    /// <inheritdoc/>
    public Task RecordTaskAsync(VideoTask task) =>
        RecordAsync(row.CreateTaskLine(task), $"task {task.Id}, which was created");

    /// <inheritdoc/>
    public Task RecordErrorAsync(MeshVideoException error) =>
        RecordAsync(row.CreateErrorLine(error, client.Connection), $"the outcome of this request ({error.Kind})");

    /// <inheritdoc/>
    public Task RecordCancellationAsync() => RecordAsync(
        row.CreateLine(JournalLineKind.NotCreated) with { Reason = "canceled before it was sent" },
        "the cancellation of this request");

    /// <summary>Finds the task in the lines that were read so far, without reading others.</summary>
    public VideoTask? FindTask()
    {
        file.State.EnsureService(client.Connection.ToString(), file.Path);
        return row.Find(file.State).Task is { } line ? UseTask(line) : null;
    }

    /// <summary>Runs the create within the spending limit. Rows are admitted in the order of the calls.</summary>
    public Task<VideoTask> RunAsync(PreparedRequest request, Func<Task<VideoTask>> create)
    {
        CostEstimate cost = request.Cost ?? request.EstimateCost(limit?.Estimator ?? CostEstimator.WithoutPrices);
        return _spending?.RunAsync(cost, create) ?? create();
    }

    private async Task<AttemptStart> StartAsync(
        JournalTransaction transaction, PreparedRequest request, CancellationToken cancellationToken)
    {
        if (FindTask() is { } task)
        {
            return new AttemptStart(Request: null, task);
        }

        JournalAttempt? lost = row.Find(transaction.State).LastAttempt is { IsOpen: true } open ? open : null;
        if (lost is not null)
        {
            // Two runs that waited for each other's lost rows would never end.
            if (!lost.IsLost && file.Run(() => run.IsHeld(lost.Intent.RunId)))
            {
                return default;
            }

            if (await SearchAsync(transaction, lost, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return new AttemptStart(Request: null, found);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        _spending?.EnsureAllowed(transaction.State, request.Cost!);
        file.Run(run.Acquire);
        int? expiration = row.ChooseExpiration(request.Request, transaction.State.OpenAttempts);
        JournalLine intent = row.CreateIntentLine(client.Connection, run.Id, expiration, request.Cost!);
        transaction.Append(intent with { IsResent = lost is not null });
        return new AttemptStart(expiration is { } seconds ? request.WithExpiration(seconds) : request);
    }

    /// <returns>The matching task; null if the user chose to send the request again.</returns>
    private async Task<VideoTask?> SearchAsync(
        JournalTransaction transaction, JournalAttempt lost, CancellationToken cancellationToken)
    {
        LostTaskSearch search = new(client, transaction.State);
        LostTaskSearchResult result = await search.FindAsync(lost, cancellationToken).ConfigureAwait(false);
        if (result.Match is not { } match)
        {
            return resendAmbiguous ? null : throw JournalErrors.CreateAmbiguous(lost, result);
        }

        JournalLine line = row.CreateTaskLine(match) with { IsAdopted = true };
        transaction.Append(line);
        client.Log.Write(
            ActivityLevel.Warning,
            $"The response to '{row.DisplayName}', sent at {JournalTime.Format(lost.SentAt)}, was lost. Using task {match.Id}, "
                + $"which was created at {JournalTime.Format(match.CreatedAt!.Value)} with the same model and parameters.");
        return CreateTask(line);
    }

    private VideoTask CreateTask(JournalLine line)
    {
        VideoTask task = JournalTask.ToVideoTask(line, row.Request, client.Connection);
        _spending?.Track(task);
        return task;
    }

    private VideoTask UseTask(JournalLine line)
    {
        client.Log.Write(
            ActivityLevel.Verbose, $"The journal contains task {line.Id} for this request. The request is not sent again.");
        VideoTask task = CreateTask(line);
        if (DateTimeOffset.UtcNow - task.CreatedAt < TimeSpan.FromSeconds(row.Request.MaximumRunSeconds))
        {
            client.Connection.Capacity.Add(task.Id);
        }

        return task;
    }

    private async Task RecordAsync(JournalLine line, string description)
    {
        try
        {
            await transactions.RunAsync(
                transaction =>
                {
                    transaction.Append(line);
                    return Task.FromResult(true);
                },
                isResult: true,
                client.Log,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            // The request was sent, so its outcome is returned even if the journal cannot be written.
            client.Log.Write(
                ActivityLevel.Warning,
                $"The journal could not record {description}: {JournalErrors.DescribeAfterSending(exception)} The next "
                    + "run with the journal will search for it in the service's list.");
        }
    }

    private void ReportWait(bool isWaiting)
    {
        if (!isWaiting)
        {
            otherRunWait.Remove(row);
        }
        else if (otherRunWait.Add(row) is { } warning)
        {
            client.Log.Write(ActivityLevel.Warning, warning);
        }
    }
}
