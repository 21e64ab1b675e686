using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Callbacks;

namespace MeshVideo;

/// <summary>
/// Reports the tasks that end, as announced by callbacks. Each id is read from the service. Tasks that have not ended are polled
/// until they have, and ids that the service does not know are ignored.
/// </summary>
public sealed class CallbackReceiver : IDisposable
{
    /// <summary>The number of ended tasks to remember, so that repeated callbacks do not report a task again.</summary>
    private const int MaximumRememberedIds = 50_000;

    private const int QueueCapacity = 1000;
    private const int MaximumTasks = 10_000;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly MeshVideoClient _client;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly TaskWaiter _waiter;
    private readonly Timer _timer;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly RecentIdSet _finished = new(MaximumRememberedIds);
    private readonly Queue<string> _queue = new();
    private readonly TokenBucket _tokens = new();
    private bool _isOverflowReported;
    private bool _isDisposed;

    /// <summary>Initializes a receiver.</summary>
    /// <param name="client">The client.</param>
    /// <param name="onOutcome">
    /// Called once for each task that ended, and for each id whose task could not be read, from any thread.
    /// </param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public CallbackReceiver(MeshVideoClient client, Action<WaitOutcome> onOutcome, CancellationToken cancellationToken = default)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _onOutcome = onOutcome ?? throw new ArgumentNullException(nameof(onOutcome));
        _timer = new Timer(_ => StartPolls());
        _waiter = new TaskWaiter(
            new WaitOptions { PollInterval = CallbackListener.PollInterval }, OnWaiterOutcome, cancellationToken);
    }

    /// <summary>Gets the ids of tasks that exist and had not ended when they were last read.</summary>
    public IReadOnlyCollection<string> ActiveTaskIds => _waiter.ReadIds;

    /// <summary>Gets the ids from callbacks whose tasks have not been read yet.</summary>
    public IReadOnlyCollection<string> UncheckedTaskIds
    {
        get
        {
            IReadOnlyCollection<string> unread = _waiter.UnreadIds;
            lock (_gate)
            {
                return [.. unread, .. _queue];
            }
        }
    }

    /// <summary>Handles a callback.</summary>
    /// <param name="id">The id of the task, which is not verified.</param>
    public void OnCallback(string id)
    {
        if (_waiter.OnCallback(id))
        {
            return;
        }

        bool isOverflow = false;
        lock (_gate)
        {
            if (_finished.Contains(id) || _queue.Contains(id))
            {
                return;
            }

            if (_queue.Count < QueueCapacity)
            {
                _queue.Enqueue(id);
            }
            else
            {
                isOverflow = !_isOverflowReported;
                _isOverflowReported = true;
            }
        }

        if (isOverflow)
        {
            _client.Log.Write(
                ActivityLevel.Warning,
                "More callbacks arrive than can be verified, and some are skipped. "
                    + "Use a callback URL that is hard to guess. List the tasks to find those that were skipped.");
        }

        StartPolls();
    }

    /// <summary>
    /// Lists the tasks created since a time, and reports or polls them, because callbacks can have been sent while no one was
    /// listening.
    /// </summary>
    /// <param name="since">The earliest creation time.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>A task that represents the listing.</returns>
    /// <exception cref="MeshVideoException">A page could not be read.</exception>
    public async Task CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        VideoTaskListing listing = new(_client, new VideoTaskQuery { CreatedAfter = since });
        while (await listing.NextPageAsync(cancellationToken).ConfigureAwait(false) is { } page)
        {
            foreach (VideoTask task in page)
            {
                if (task.IsFinished)
                {
                    Report(new WaitOutcome(task.Id, task, TaskFailure.From(task)));
                }
                else
                {
                    _waiter.Add(_client, task.Id, task);
                }
            }
        }
    }

    /// <summary>Waits until every id from a callback was read once, or was found not to exist.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that represents the wait.</returns>
    public async Task WaitUntilCheckedAsync(CancellationToken cancellationToken = default)
    {
        while (UncheckedTaskIds.Count > 0)
        {
            await Task.Delay(CheckInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the receiver.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
        }

        _waiter.Dispose();
    }

    private void StartPolls()
    {
        while (Dequeue() is { } id)
        {
            _waiter.Add(_client, id);
        }
    }

    private string? Dequeue()
    {
        bool isFull = _waiter.PendingCount >= MaximumTasks;
        lock (_gate)
        {
            if (_isDisposed || _queue.Count == 0 || isFull)
            {
                return null;
            }

            if (!_tokens.TryTake(_elapsed.Elapsed, out TimeSpan wait))
            {
                _timer.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return null;
            }

            return _queue.Dequeue();
        }
    }

    private void OnWaiterOutcome(WaitOutcome outcome)
    {
        if (outcome.Task is { IsFinished: true })
        {
            lock (_gate)
            {
                _tokens.Return();
            }

            Report(outcome);
        }
        else if (outcome.Error?.Kind
            is MeshVideoErrorKind.NotFound or MeshVideoErrorKind.Refused or MeshVideoErrorKind.InvalidRequest)
        {
            _client.Log.Write(
                ActivityLevel.Verbose, $"A callback named task {outcome.Id}, which does not exist: {outcome.Error.Message}");
        }
        else
        {
            _onOutcome(outcome);
        }

        // After the task is in the set of ended tasks: otherwise a callback at this moment would start polling again.
        _waiter.Forget(outcome.Id);
        StartPolls();
    }

    private void Report(WaitOutcome outcome)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _finished.Add(outcome.Id);
        }

        if (isNew)
        {
            _onOutcome(outcome);
        }
    }
}
