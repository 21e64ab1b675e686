using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;
using MeshVideo.Waiting;

namespace MeshVideo;

/// <summary>
/// Waits for any number of tasks at once. Each is looked at by GET, since only that moves it on at the service; all share a bounded
/// number of requests under way. A passing fault never ends a wait.
/// </summary>
public sealed class TaskWaiter : IDisposable
{
    private const int FaultsBeforeWarning = 5;

    // Every timer takes this; a longer time is waited for in pieces.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(24);

    private readonly WaitOptions _options;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly PollSchedule _schedule;
    private readonly Throttle _throttle;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _timeout = new();
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<string, WatchedTask> _watched = new(StringComparer.Ordinal);
    private readonly List<Task> _watches = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long _notBeforeTicks;
    private int _ended;
    private int _anyEnded;

    /// <summary>Starts the clock of a wait.</summary>
    /// <param name="options">How to wait.</param>
    /// <param name="onOutcome">Takes each outcome as it comes, on any thread.</param>
    /// <param name="cancellationToken">Stops all at once; what is still waited for then has no outcome.</param>
    public TaskWaiter(WaitOptions options, Action<WaitOutcome> onOutcome, CancellationToken cancellationToken = default)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _onOutcome = onOutcome ?? throw new ArgumentNullException(nameof(onOutcome));
        _schedule = new PollSchedule(options.PollInterval);
        _throttle = new Throttle(options.ThrottleLimit);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout is { } timeout && timeout > TimeSpan.Zero && timeout <= LongestTimer)
        {
            _timeout.CancelAfter(timeout);
        }
    }

    /// <summary>The ids that are still waited for.</summary>
    public IReadOnlyCollection<string> Remaining => [.. _watched.Keys];

    /// <summary>Waits for one more task, beginning at once. An id that is waited for already is not added again.</summary>
    /// <param name="client">The service that has it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="known">The task as last read, where it was; one that has ended is not asked for again.</param>
    public void Add(MeshVideoClient client, string id, VideoTask? known = null)
    {
        if (!_known.Add(id))
        {
            return;
        }

        WatchedTask watched = new(client, id, known);
        _watched[id] = watched;
        _watches.Add(WatchAsync(watched));
    }

    /// <summary>Ends when nothing is waited for any more. Nothing may be added after this was asked for.</summary>
    /// <returns>A task that ends without error, unless the wait was cancelled.</returns>
    public Task WhenAllEnded() => Task.WhenAll(_watches);

    /// <summary>How far the wait is.</summary>
    /// <returns>A moment's picture.</returns>
    public WaitSnapshot GetSnapshot() => new(
        _known.Count,
        Volatile.Read(ref _ended),
        _watched.Values.GroupBy(watched => watched.StatusText).ToDictionary(group => group.Key, group => group.Count()),
        _elapsed.Elapsed);

    /// <summary>Stops everything.</summary>
    public void Dispose()
    {
        // The sources are left to the collector: looks under way still use them. Only the timer must not go on.
        _timeout.CancelAfter(Timeout.Infinite);
        _stop.Cancel();
    }

    private async Task WatchAsync(WatchedTask watched)
    {
        // Leaves the caller's thread: adding a thousand tasks must not wait for anything.
        await Task.Yield();
        try
        {
            await WatchToEndAsync(watched).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _anyEnded) != 0)
        {
            // Another task's end was enough.
        }
    }

    private async Task WatchToEndAsync(WatchedTask watched)
    {
        WaitOutcome? outcome = watched.Latest is { IsFinished: true } ended ? Ended(watched, ended) : null;
        while (outcome is null)
        {
            _stop.Token.ThrowIfCancellationRequested();
            (outcome, TimeSpan pause) = await LookAsync(watched).ConfigureAwait(false);
            if (outcome is null && (_options.Timeout == TimeSpan.Zero || !await PauseAsync(pause).ConfigureAwait(false)))
            {
                outcome = TimedOut(watched);
            }
        }

        Report(watched, outcome);
    }

    private async Task<(WaitOutcome? Outcome, TimeSpan Pause)> LookAsync(WatchedTask watched)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _timeout.Token);
        try
        {
            VideoTask task = await ReadAsync(watched, either.Token).ConfigureAwait(false);
            Note(watched, task);
            watched.Update(task);
            watched.Faults = 0;
            return (task.IsFinished ? Ended(watched, task) : null, _schedule.Next(watched));
        }
        catch (MeshVideoException exception) when (exception.IsTransient)
        {
            return (null, AfterFault(watched, exception));
        }
        catch (MeshVideoException exception)
        {
            return (new WaitOutcome(watched.Id, watched.Latest, exception), default);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return (TimedOut(watched), default);
        }
    }

    private async Task<VideoTask> ReadAsync(WatchedTask watched, CancellationToken cancellationToken)
    {
        using IDisposable place = await _throttle.EnterAsync(cancellationToken).ConfigureAwait(false);
        await WaitForPermissionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await watched.Client.GetOnceAsync(watched.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception) when (exception.Kind == MeshVideoErrorKind.RateLimited && ReadRetry.AskedDelay(exception) is { } asked)
        {
            // Before the place is free for the next look.
            KeepStillFor(asked);
            throw;
        }
    }

    /// <returns>Whether there is time for another look.</returns>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        if (_options.Timeout is { } timeout && timeout - _elapsed.Elapsed is var left && left < pause)
        {
            // One last look just before the end, rather than none for the last stretch.
            TimeSpan margin = TimeSpan.FromTicks(Math.Min(TimeSpan.FromMilliseconds(500).Ticks, timeout.Ticks / 10));
            pause = left - margin;
            if (pause <= TimeSpan.Zero)
            {
                return false;
            }
        }

        await Task.Delay(AtMost(pause), _stop.Token).ConfigureAwait(false);
        return true;
    }

    // A 429 is about the key, not about one task: nobody asks again before its time.
    private async Task WaitForPermissionAsync(CancellationToken cancellationToken)
    {
        while (new TimeSpan(Volatile.Read(ref _notBeforeTicks)) - _elapsed.Elapsed is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(AtMost(wait), cancellationToken).ConfigureAwait(false);
        }
    }

    // Answers to looks under way come in any order: the longest time asked for counts.
    private void KeepStillFor(TimeSpan time)
    {
        long until = (_elapsed.Elapsed + time).Ticks;
        long known;
        while (until > (known = Volatile.Read(ref _notBeforeTicks)) && Interlocked.CompareExchange(ref _notBeforeTicks, until, known) != known)
        {
            // Another look wrote meanwhile.
        }
    }

    private static TimeSpan AtMost(TimeSpan time) => time < LongestTimer ? time : LongestTimer;

    private TimeSpan AfterFault(WatchedTask watched, MeshVideoException exception)
    {
        watched.Faults++;
        watched.Client.Log.Note(
            watched.Faults == FaultsBeforeWarning ? ActivityLevel.Warning : ActivityLevel.Verbose,
            $"Task {watched.Id}: {exception.Message} It is still waited for.");
        TimeSpan pause = _schedule.AfterFault(watched.Faults);
        return ReadRetry.AskedDelay(exception) is { } asked && asked > pause ? asked : pause;
    }

    private static void Note(WatchedTask watched, VideoTask task)
    {
        if (watched.Latest?.StatusText != task.StatusText)
        {
            watched.Client.Log.Note(ActivityLevel.Verbose, $"Task {task.Id} is {task.StatusText ?? "in no stated status"}.");
        }
    }

    private static WaitOutcome Ended(WatchedTask watched, VideoTask task) => new(watched.Id, task, TaskFailure.Of(task));

    private WaitOutcome TimedOut(WatchedTask watched) => new(
        watched.Id,
        watched.Latest,
        new MeshVideoException(
            MeshVideoErrorKind.WaitTimedOut,
            $"Task {watched.Id} had not ended after {Math.Round(_elapsed.Elapsed.TotalSeconds)} s (status: {watched.StatusText}). It goes on and is charged if it succeeds. Wait on with: Wait-MeshVideo -Id '{watched.Id}'")
        { TaskId = watched.Id });

    private void Report(WatchedTask watched, WaitOutcome outcome)
    {
        _watched.TryRemove(watched.Id, out _);
        Interlocked.Increment(ref _ended);
        if (!_options.Any)
        {
            _onOutcome(outcome);
            return;
        }

        bool isEnd = outcome.Task is { IsFinished: true };
        if (!isEnd)
        {
            _onOutcome(outcome);
        }
        else if (Interlocked.Exchange(ref _anyEnded, 1) == 0)
        {
            _onOutcome(outcome);
            _stop.Cancel();
        }
    }
}
