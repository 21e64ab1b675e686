using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Callbacks;

namespace MeshVideo;

/// <summary>
/// Turns calls into ended tasks, for as long as it is wanted. Each id that is named is read by GET; what has not ended is looked at until
/// it has, and what the service does not know is forgotten.
/// </summary>
public sealed class CallbackReceiver : IDisposable
{
    /// <summary>A call that comes again after so many others brings its task again.</summary>
    private const int RememberedIds = 50_000;

    private const int QueueCapacity = 1000;
    private const int MaximumTasks = 10_000;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly MeshVideoClient _client;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly TaskWaiter _waiter;
    private readonly Timer _timer;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly RecentIdSet _ended = new(RememberedIds);
    private readonly Queue<string> _queue = new();
    private readonly HashSet<string> _queued = new(StringComparer.Ordinal);
    private readonly TokenBucket _allowance = new();
    private bool _isFloodReported;
    private bool _isDisposed;

    /// <summary>Makes a receiver that has heard nothing yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="onOutcome">Takes each task that ended, once, and each call that could not be confirmed nor refuted; from any thread.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public CallbackReceiver(MeshVideoClient client, Action<WaitOutcome> onOutcome, CancellationToken cancellationToken = default)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _onOutcome = onOutcome ?? throw new ArgumentNullException(nameof(onOutcome));
        _timer = new Timer(_ => StartPolls());
        _waiter = new TaskWaiter(new WaitOptions { PollInterval = CallbackListener.PollInterval }, OnWaiterOutcome, cancellationToken);
    }

    /// <summary>The ids of tasks that the service has, and that had not ended when it was asked.</summary>
    public IReadOnlyCollection<string> ActiveTaskIds => _waiter.ReadIds;

    /// <summary>The ids that were named and could not be read yet.</summary>
    public IReadOnlyCollection<string> UncheckedTaskIds
    {
        get
        {
            IReadOnlyCollection<string> unseen = _waiter.UnreadIds;
            lock (_gate)
            {
                return [.. unseen, .. _queue];
            }
        }
    }

    /// <summary>Takes word from somebody that a task has ended.</summary>
    /// <param name="id">The id that was named, which may be anybody's invention.</param>
    public void OnCallback(string id)
    {
        if (_waiter.OnCallback(id))
        {
            return;
        }

        bool isFlood = false;
        lock (_gate)
        {
            if (_ended.Contains(id) || _queued.Contains(id))
            {
                return;
            }

            if (_queue.Count < QueueCapacity)
            {
                _queued.Add(id);
                _queue.Enqueue(id);
            }
            else
            {
                isFlood = !_isFloodReported;
                _isFloodReported = true;
            }
        }

        if (isFlood)
        {
            _client.Log.Write(ActivityLevel.Warning, "More callbacks arrive than can be checked, and some are skipped. Use a callback URL that nobody can guess. Listing the tasks finds what was skipped.");
        }

        StartPolls();
    }

    /// <summary>Takes in by listing what was made since a time, ended or not: calls may have come while nobody listened.</summary>
    /// <param name="since">The time.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>A task that ends with the listing.</returns>
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

    /// <summary>Ends when every id that was named was read once, or is known to be nothing.</summary>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <returns>A task that ends with that.</returns>
    public async Task WaitUntilCheckedAsync(CancellationToken cancellationToken = default)
    {
        while (UncheckedTaskIds.Count > 0)
        {
            await Task.Delay(CheckInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops everything.</summary>
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
        while (TryDequeue(out string? id))
        {
            _waiter.Add(_client, id!);
        }
    }

    private bool TryDequeue(out string? id)
    {
        id = null;
        bool isFull = _waiter.PendingCount >= MaximumTasks;
        lock (_gate)
        {
            if (_isDisposed || _queue.Count == 0 || isFull)
            {
                return false;
            }

            if (!_allowance.TryTake(_elapsed.Elapsed, out TimeSpan wait))
            {
                _timer.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return false;
            }

            id = _queue.Dequeue();
            _queued.Remove(id);
            return true;
        }
    }

    private void OnWaiterOutcome(WaitOutcome outcome)
    {
        if (outcome.Task is { IsFinished: true })
        {
            lock (_gate)
            {
                _allowance.Return();
            }

            Report(outcome);
        }
        else if (outcome.Error is { Kind: MeshVideoErrorKind.NotFound or MeshVideoErrorKind.Refused or MeshVideoErrorKind.InvalidRequest })
        {
            _client.Log.Write(ActivityLevel.Verbose, $"A call named task {outcome.Id}, which the service does not know: {outcome.Error.Message}");
        }
        else
        {
            _onOutcome(outcome);
        }

        // Not before it is among those that ended: a call that comes just now would begin anew.
        _waiter.Forget(outcome.Id);
        StartPolls();
    }

    private void Report(WaitOutcome outcome)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _ended.Add(outcome.Id);
        }

        if (isNew)
        {
            _onOutcome(outcome);
        }
    }
}
