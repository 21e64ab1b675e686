using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Waiting;

/// <summary>One look at one task: asks the service, and tells the loop what came of it.</summary>
internal sealed class TaskLook(WaitLoop loop, WatchedTask watched)
{
    private static readonly TimeSpan HistoryTime = TimeSpan.FromSeconds(10);

    /// <summary>Looks.</summary>
    /// <returns>How the wait for the task ended, if it did.</returns>
    public async Task<WaitOutcome?> RunAsync(CancellationToken cancellationToken)
    {
        IActivityLog log = watched.Client.Log;
        WaitOutcome? outcome = null;
        string? warning = null;
        (TimeSpan time, CancellationToken outageEnds) = loop.Read(state => (state.TimeFor(watched), state.OutageEnds));
        using CancellationTokenSource? either = outageEnds.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, outageEnds) : null;
        try
        {
            VideoTask task = await watched.Client.GetOnceAsync(watched.Id, time, either?.Token ?? cancellationToken).ConfigureAwait(false);
            if (watched.Latest?.StatusText != task.StatusText && log.Takes(ActivityLevel.Verbose))
            {
                log.Note(ActivityLevel.Verbose, $"Task {task.Id} is {task.StatusText ?? "in no stated status"}.");
            }

            loop.Update(watched, state => outcome = state.Answered(watched, task, loop.Elapsed));
        }
        catch (MeshVideoException exception)
        {
            loop.Update(watched, state => (outcome, warning) = state.Failed(watched, exception, loop.Elapsed));
            if (outcome is null)
            {
                log.Note(ActivityLevel.Verbose, $"Task {watched.Id}: {exception.Message} It is still waited for.");
            }
        }

        catch (OperationCanceledException) when (outageEnds.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            loop.Update(watched, state => state.Retry(watched, loop.Elapsed));
        }

        if (warning is not null)
        {
            log.Note(ActivityLevel.Warning, warning);
        }

        return outcome;
    }

    /// <summary>Asks the service how long such tasks took.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(HistoryTime);
        try
        {
            IReadOnlyList<double> seconds = await RunTimeHistory.ReadAsync(watched.Client, watched.Latest!, time.Token).ConfigureAwait(false);
            loop.Update(watched, _ => WaitState.Learn(watched, seconds));
        }
        catch (MeshVideoException exception)
        {
            watched.Client.Log.Note(ActivityLevel.Verbose, $"How long such tasks take could not be read, and will be seen: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was to save time, not to take it.
        }
    }
}
