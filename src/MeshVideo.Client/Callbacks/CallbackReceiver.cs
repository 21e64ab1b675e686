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
    private const int MostRemembered = 50_000;

    private const int MostQueued = 1000;
    private const int MostWatched = 10_000;
    private static readonly TimeSpan CheckTime = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly MeshVideoClient _client;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly TaskWaiter _waiter;
    private readonly Timer _timer;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly RecentIds _ended = new(MostRemembered);
    private readonly Queue<string> _queue = new();
    private readonly HashSet<string> _queued = new(StringComparer.Ordinal);
    private readonly CallAllowance _allowance = new();
    private bool _isToldOfFlood;
    private bool _isOver;

    /// <summary>Makes a receiver that has heard nothing yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="onOutcome">Takes each task that ended, once, and each call that could not be confirmed nor refuted; from any thread.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public CallbackReceiver(MeshVideoClient client, Action<WaitOutcome> onOutcome, CancellationToken cancellationToken = default)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _onOutcome = onOutcome ?? throw new ArgumentNullException(nameof(onOutcome));
        _timer = new Timer(_ => Ask());
        _waiter = new TaskWaiter(new WaitOptions { PollInterval = CallbackListener.PollInterval }, Take, cancellationToken);
    }

    /// <summary>The ids of tasks that the service has, and that had not ended when it was asked.</summary>
    public IReadOnlyCollection<string> GoingOn => _waiter.Seen(isSeen: true);

    /// <summary>The ids that were named and could not be read yet.</summary>
    public IReadOnlyCollection<string> Unchecked
    {
        get
        {
            IReadOnlyCollection<string> unseen = _waiter.Seen(isSeen: false);
            lock (_gate)
            {
                return [.. unseen, .. _queue];
            }
        }
    }

    /// <summary>Takes word from somebody that a task has ended.</summary>
    /// <param name="id">The id that was named, which may be anybody's invention.</param>
    public void Called(string id)
    {
        if (_waiter.Called(id))
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

            if (_queue.Count < MostQueued)
            {
                _queued.Add(id);
                _queue.Enqueue(id);
            }
            else
            {
                isFlood = !_isToldOfFlood;
                _isToldOfFlood = true;
            }
        }

        if (isFlood)
        {
            _client.Log.Note(ActivityLevel.Warning, "More calls come than can be checked, and some are passed over. Have the service call a path that nobody can guess. What was missed is found by listing (-Since).");
        }

        Ask();
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
                    Tell(new WaitOutcome(task.Id, task, TaskFailure.Of(task)));
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
    public async Task WhenCheckedAsync(CancellationToken cancellationToken = default)
    {
        while (Unchecked.Count > 0)
        {
            await Task.Delay(CheckTime, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops everything.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _timer.Dispose();
        }

        _waiter.Dispose();
    }

    private void Ask()
    {
        while (TryNext(out string? id))
        {
            _waiter.Add(_client, id!);
        }
    }

    private bool TryNext(out string? id)
    {
        id = null;
        bool isFull = _waiter.RemainingCount >= MostWatched;
        lock (_gate)
        {
            if (_isOver || _queue.Count == 0 || isFull)
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

    private void Take(WaitOutcome outcome)
    {
        if (outcome.Task is { IsFinished: true })
        {
            lock (_gate)
            {
                _allowance.GiveBack();
            }

            Tell(outcome);
        }
        else if (outcome.Error is { Kind: MeshVideoErrorKind.NotFound or MeshVideoErrorKind.Refused or MeshVideoErrorKind.InvalidRequest })
        {
            _client.Log.Note(ActivityLevel.Verbose, $"A call named task {outcome.Id}, which the service does not know: {outcome.Error.Message}");
        }
        else
        {
            _onOutcome(outcome);
        }

        // Not before it is among those that ended: a call that comes just now would begin anew.
        _waiter.Forget(outcome.Id);
        Ask();
    }

    private void Tell(WaitOutcome outcome)
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
