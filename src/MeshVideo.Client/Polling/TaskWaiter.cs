using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Polling;

namespace MeshVideo;

/// <summary>
/// Waits for any number of tasks. Each is polled by a GET of its own, since the service advances a task only when it is read; all
/// share a limited number of requests under way. A transient fault never ends a wait.
/// </summary>
public sealed class TaskWaiter : IDisposable
{
    private readonly WaitOptions _options;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly PollScheduler _scheduler;
    private readonly PollLoop _loop;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins a wait.</summary>
    /// <param name="options">How to wait.</param>
    /// <param name="onOutcome">Takes each outcome, on any thread.</param>
    /// <param name="cancellationToken">Stops the wait; the tasks that are pending then have no outcome.</param>
    public TaskWaiter(WaitOptions options, Action<WaitOutcome> onOutcome, CancellationToken cancellationToken = default)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _onOutcome = onOutcome ?? throw new ArgumentNullException(nameof(onOutcome));
        _scheduler = new PollScheduler(options, () => _elapsed.Elapsed);
        _loop = new PollLoop(_scheduler, () => _elapsed.Elapsed, Report, exception => _completion.TrySetException(exception));
        _cancellation = cancellationToken.Register(Cancel);
    }

    /// <summary>The ids of the pending tasks, in the order they were added.</summary>
    public IReadOnlyCollection<string> PendingIds => _scheduler.Access(tasks => tasks.GetIds(isRead: null));

    /// <summary>The ids of the pending tasks that were never read: they may not exist.</summary>
    public IReadOnlyCollection<string> UnreadIds => _scheduler.Access(tasks => tasks.GetIds(isRead: false));

    /// <summary>The ids of the pending tasks that were read.</summary>
    internal IReadOnlyCollection<string> ReadIds => _scheduler.Access(tasks => tasks.GetIds(isRead: true));

    internal int PendingCount => _scheduler.Access(tasks => tasks.Pending.Count);

    /// <summary>Waits for one more task, which is polled immediately. An id that was added before is ignored.</summary>
    /// <param name="client">The service that has the task.</param>
    /// <param name="id">The id of the task.</param>
    /// <param name="known">The task as last read, if it was; one that is confirmed to have ended is not polled.</param>
    public void Add(MeshVideoClient client, string id, VideoTask? known = null)
    {
        if (_scheduler.Add(client, id, known) is { } outcome)
        {
            Report(outcome);
        }
        else
        {
            _loop.Wake();
        }
    }

    /// <summary>
    /// Tells the waiter of a callback that says that a task has ended. The task is polled immediately, or later after callbacks
    /// that proved false.
    /// </summary>
    /// <param name="id">The id that the callback names.</param>
    /// <returns>Whether the task is pending; if not, the callback is ignored.</returns>
    public bool OnCallback(string id)
    {
        bool isPending = _scheduler.OnCallback(id, out bool isSooner);
        if (isSooner)
        {
            _loop.Wake();
        }

        return isPending;
    }

    /// <summary>Lets an id that has ended be added again: a wait without end cannot remember all.</summary>
    /// <param name="id">The id.</param>
    public void Forget(string id) => _scheduler.Access(tasks => tasks.Forget(id));

    /// <summary>Completes when all outcomes were reported. Nothing may be added after this call.</summary>
    /// <returns>A task that is canceled if the wait is stopped.</returns>
    public Task WhenAllEnded()
    {
        if (_scheduler.Access(tasks => tasks.Close()))
        {
            _completion.TrySetResult(true);
        }

        return _completion.Task;
    }

    /// <summary>The progress of the wait.</summary>
    /// <returns>A snapshot.</returns>
    public WaitSnapshot GetSnapshot() => _scheduler.Access(tasks => tasks.GetSnapshot(_elapsed.Elapsed));

    /// <summary>Stops the wait.</summary>
    public void Dispose()
    {
        _cancellation.Dispose();
        Cancel();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The task that the caller waits for ends with the exception.")]
    private void Report(WaitOutcome outcome)
    {
        try
        {
            _onOutcome(outcome);
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }

        bool isEnough = _options.Any && outcome.Task is { IsFinished: true };
        if (isEnough)
        {
            _loop.Stop();
        }

        if (_scheduler.Access(tasks => tasks.OnReported()) || isEnough)
        {
            _completion.TrySetResult(true);
        }
    }

    private void Cancel()
    {
        _loop.Stop();
        _completion.TrySetCanceled();
    }
}
