using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Polling;

/// <summary>One poll of one task: reads it, and gives the response or the fault to the scheduler.</summary>
internal sealed class PollOperation(
    PollScheduler scheduler, PendingTask task, TimeSpan startedAt, TimeSpan timeout, CancellationToken outageToken)
{
    private static readonly TimeSpan HistoryTimeout = TimeSpan.FromSeconds(10);

    private readonly IActivityLog _log = task.Client.Log;

    public PendingTask Task { get; } = task;

    /// <summary>When the poll began.</summary>
    public TimeSpan StartedAt { get; } = startedAt;

    /// <summary>How long the request may take.</summary>
    public TimeSpan Timeout { get; } = timeout;

    /// <summary>Cancels a poll that began during an outage when the outage ends; it is then repeated.</summary>
    public CancellationToken OutageToken { get; } = outageToken;

    /// <summary>Polls the task.</summary>
    /// <returns>How the wait for the task ended, if it did.</returns>
    public async Task<WaitOutcome?> RunAsync(CancellationToken stopToken)
    {
        PollResult result = await PollAsync(stopToken).ConfigureAwait(false);
        if (result.Warning is not null)
        {
            _log.Write(ActivityLevel.Warning, result.Outcome is null ? $"{result.Warning} Polling continues." : result.Warning);
        }

        if (result.IsHistoryWanted)
        {
            await ReadHistoryAsync(stopToken).ConfigureAwait(false);
        }

        return result.Outcome;
    }

    private async Task<PollResult> PollAsync(CancellationToken stopToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stopToken, OutageToken);
        try
        {
            string? statusBefore = Task.Latest?.StatusText;
            VideoTask response = await Task.Client.GetOnceAsync(Task.Id, Timeout, either.Token).ConfigureAwait(false);
            if (response.StatusText != statusBefore && _log.IsEnabled(ActivityLevel.Verbose))
            {
                _log.Write(ActivityLevel.Verbose, $"Task {response.Id} is {response.StatusText ?? "without a status"}.");
            }

            return scheduler.OnResponse(this, response);
        }
        catch (MeshVideoException fault)
        {
            PollResult result = scheduler.OnFault(this, fault);
            if (result.Outcome is null)
            {
                _log.Write(ActivityLevel.Verbose, $"Task {Task.Id}: {fault.Message} Polling continues.");
            }

            return result;
        }
        catch (OperationCanceledException) when (OutageToken.IsCancellationRequested && !stopToken.IsCancellationRequested)
        {
            scheduler.Repeat(this);
            return default;
        }
    }

    private async Task ReadHistoryAsync(CancellationToken stopToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        timeout.CancelAfter(HistoryTimeout);
        double[] seconds = [];
        try
        {
            seconds = await RunTimeHistoryReader.ReadAsync(Task.Client, Task.Latest!, timeout.Token).ConfigureAwait(false);
        }
        catch (MeshVideoException fault)
        {
            _log.Write(ActivityLevel.Verbose, $"The run times of earlier tasks could not be read: {fault.Message}");
        }
        catch (OperationCanceledException) when (!stopToken.IsCancellationRequested)
        {
            // Without the history the polls are only less well placed.
        }
        finally
        {
            scheduler.OnHistory(this, seconds);
        }
    }
}
