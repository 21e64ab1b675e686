using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Waiting;

namespace MeshVideo;

/// <summary>
/// Waits for any number of tasks at once. Each is looked at by GET, since only that moves it on at the service; all share a bounded
/// number of requests under way. A passing fault never ends a wait.
/// </summary>
public sealed class TaskWaiter : IDisposable
{
    private readonly object _gate = new();
    private readonly WaitOptions _options;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly WaitLoop _loop;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly TaskCompletionSource<bool> _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, WatchedTask> _remaining = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private int _added;
    private int _told;
    private bool _isComplete;
    private bool _isOver;

    /// <summary>Starts the clock of a wait.</summary>
    /// <param name="options">How to wait.</param>
    /// <param name="onOutcome">Takes each outcome as it comes, on any thread.</param>
    /// <param name="cancellationToken">Stops all at once; what is still waited for then has no outcome.</param>
    public TaskWaiter(WaitOptions options, Action<WaitOutcome> onOutcome, CancellationToken cancellationToken = default)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _onOutcome = onOutcome ?? throw new ArgumentNullException(nameof(onOutcome));
        _loop = new WaitLoop(options, Tell, exception => _allEnded.TrySetException(exception));
        _cancellation = cancellationToken.Register(Cancel);
    }

    /// <summary>The ids that are still waited for, in the order they were added.</summary>
    public IReadOnlyCollection<string> Remaining
    {
        get
        {
            lock (_gate)
            {
                return [.. _remaining.Values.OrderBy(watched => watched.Order).Select(watched => watched.Id)];
            }
        }
    }

    /// <summary>The ids that are still waited for and have never been read: whether there are such tasks is not known.</summary>
    public IReadOnlyCollection<string> Unread => Seen(isSeen: false);

    /// <summary>The ids that are still waited for, and were read or not.</summary>
    internal IReadOnlyCollection<string> Seen(bool isSeen)
    {
        lock (_gate)
        {
            return [.. _remaining.Values.Where(watched => watched.Latest is not null == isSeen).Select(watched => watched.Id)];
        }
    }

    /// <summary>How many ids are still waited for.</summary>
    internal int RemainingCount
    {
        get
        {
            lock (_gate)
            {
                return _remaining.Count;
            }
        }
    }

    /// <summary>Waits for one more task, beginning at once. An id that is waited for already is not added again.</summary>
    /// <param name="client">The service that has it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="known">The task as last read, where it was; one that has surely ended is not asked for again.</param>
    public void Add(MeshVideoClient client, string id, VideoTask? known = null)
    {
        WatchedTask watched;
        lock (_gate)
        {
            if (!_known.Add(id))
            {
                return;
            }

            watched = new WatchedTask(client, id, known, ++_added, _loop.Elapsed);
            _remaining[id] = watched;
            if (_isOver)
            {
                return;
            }
        }

        if (known is { IsFinished: true, IsConfirmed: true })
        {
            Tell(new WaitOutcome(id, known, TaskFailure.From(known)));
        }
        else
        {
            _loop.Add(watched);
        }
    }

    /// <summary>
    /// Takes word from somebody that a task has ended. It is looked at at once, instead of when it would be; word that turns out not to be
    /// true is heard less and less often.
    /// </summary>
    /// <param name="id">The id that was named; one that is not waited for is nothing.</param>
    /// <returns>Whether the task is waited for.</returns>
    public bool Called(string id)
    {
        WatchedTask? watched;
        lock (_gate)
        {
            if (_isOver || !_remaining.TryGetValue(id, out watched))
            {
                return false;
            }
        }

        _loop.Called(watched);
        return true;
    }

    /// <summary>Lets an id that is not waited for any more be added again: a wait that never ends cannot remember all.</summary>
    /// <param name="id">The id.</param>
    public void Forget(string id)
    {
        lock (_gate)
        {
            if (!_remaining.ContainsKey(id))
            {
                _known.Remove(id);
            }
        }
    }

    /// <summary>Ends when nothing is waited for any more. Nothing may be added after this was asked for.</summary>
    /// <returns>A task that ends without error, unless the wait was cancelled.</returns>
    public Task WhenAllEnded()
    {
        lock (_gate)
        {
            _isComplete = true;
            EndIfAllTold();
        }

        return _allEnded.Task;
    }

    /// <summary>How far the wait is.</summary>
    /// <returns>A moment's picture.</returns>
    public WaitSnapshot GetSnapshot()
    {
        TimeSpan now = _loop.Elapsed;
        lock (_gate)
        {
            return _loop.Read(state =>
            {
                WatchedTask? oldest = state.Oldest(now);
                return new WaitSnapshot(
                    _added,
                    _added - _remaining.Count,
                    _remaining.Values.GroupBy(watched => watched.StatusText).ToDictionary(group => group.Key, group => group.Count()),
                    now)
                {
                    Oldest = oldest?.Latest,
                    OldestAge = TimeSpan.FromSeconds(oldest?.AgeAt(now) ?? 0),
                    TimeLeft = state.TimeLeft(now),
                };
            });
        }
    }

    /// <summary>Stops everything.</summary>
    public void Dispose()
    {
        _cancellation.Dispose();
        Cancel();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Not hidden but handed on: whatever it is, the task that the user waits for ends with it.")]
    private void Tell(WaitOutcome outcome)
    {
        bool isEnough = _options.Any && outcome.Task is { IsFinished: true };
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = isEnough;
            _remaining.Remove(outcome.Id);
        }

        try
        {
            _onOutcome(outcome);
        }
        catch (Exception exception)
        {
            _allEnded.TrySetException(exception);
        }

        lock (_gate)
        {
            _told++;
            EndIfAllTold();
        }

        if (isEnough)
        {
            _loop.Stop();
            _allEnded.TrySetResult(true);
        }
    }

    private void EndIfAllTold()
    {
        if (_isComplete && _told == _added)
        {
            _allEnded.TrySetResult(true);
        }
    }

    private void Cancel()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _loop.Stop();
        _allEnded.TrySetCanceled();
    }
}
