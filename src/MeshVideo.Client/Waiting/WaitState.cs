using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using MeshVideo.Http;

namespace MeshVideo.Waiting;

/// <summary>
/// What one wait knows of its tasks, and what follows from each answer. It has no thread, no clock and no connection of its own: times
/// are given to it, and one caller at a time.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no wait handle but at the moment it is replaced; looks under way may still use it.")]
internal sealed class WaitState
{
    private const int FaultsBeforeReport = 5;
    private static readonly TimeSpan HistoryIsWorth = TimeSpan.FromSeconds(10);

    /// <summary>An end that was seen may make hundreds overdue in one moment; they need not be asked for in one moment.</summary>
    private static readonly TimeSpan BetweenOverdue = TimeSpan.FromMilliseconds(2.5);

    private readonly WaitOptions _options;
    private readonly PollSchedule _schedule;
    private readonly SharedPace _pace;
    private readonly KnownRunTimes _runTimes = new();
    private readonly LookQueue _queue = new();
    private readonly HashSet<WatchedTask> _watched = [];
    private CancellationTokenSource _outage = new();

    /// <param name="options">How to wait.</param>
    /// <param name="random">Where chance comes from; from anywhere by default.</param>
    public WaitState(WaitOptions options, Random? random = null)
    {
        _options = options;
        _schedule = new PollSchedule(options.PollInterval, random ?? new Random());
        _pace = new SharedPace(options.ThrottleLimit, _schedule);
    }

    /// <summary>How many tasks are still waited for.</summary>
    public int Count => _watched.Count;

    /// <summary>Adds a task, to be looked at at once.</summary>
    public void Add(WatchedTask watched, TimeSpan now)
    {
        _watched.Add(watched);
        _queue.Add(watched, now);
    }

    /// <summary>Takes out the next task to look at now, if there is one and so many looks under way allow it.</summary>
    public WatchedTask? TakeDue(TimeSpan now, int underWay)
    {
        WatchedTask? due = underWay < _pace.Places && now >= _pace.NotBefore ? _queue.TakeDue(now) : null;
        if (due is not null)
        {
            due.LookBeganAt = now;
            due.Calls.LookBegins();
            _pace.LookBegins(now);
        }

        return due;
    }

    /// <summary>How long the service is given to answer the next request for a task.</summary>
    public TimeSpan TimeFor(WatchedTask watched) => _pace.TimeFor(watched.Faults);

    /// <summary>
    /// Ends the requests that began while the service answered nobody, as soon as it answers one of them: some of the others may be lost.
    /// </summary>
    public CancellationToken OutageEnds => _pace.IsDown ? _outage.Token : CancellationToken.None;

    /// <summary>A look was ended because the service answers again, and is made again.</summary>
    public void Retry(WatchedTask watched, TimeSpan now) => _queue.Add(watched, now);

    /// <summary>Somebody says that a task has ended. The service is asked; as long as it is looked at, once more after that.</summary>
    /// <returns>Whether its next look is earlier now.</returns>
    public bool Called(WatchedTask watched, TimeSpan now)
    {
        watched.Calls.Call();
        return _queue.MoveUp(watched, watched.Calls.DueAt(now)!.Value);
    }

    /// <summary>Takes what was learned into the times of the looks to come.</summary>
    public void Replan(TimeSpan now)
    {
        TimeSpan next = now;
        foreach (WatchedTask watched in _runTimes.Refit(now).SelectMany(runTimes => runTimes.Watched).Where(watched => watched.Faults == 0 && !watched.Calls.IsWaiting))
        {
            TimeSpan due = DueAfter(watched, _schedule.Next(watched, _pace.StretchAt(now)), now);
            if (due <= now)
            {
                due = next;
                next += BetweenOverdue;
            }

            _queue.Move(watched, due);
        }
    }

    /// <summary>When something is to be done next, if no look ends before.</summary>
    public TimeSpan? NextTime(int underWay)
    {
        TimeSpan? look = underWay < _pace.Places && _queue.NextDue is { } due ? (due > _pace.NotBefore ? due : _pace.NotBefore) : null;
        return Earliest(Earliest(look, _runTimes.RefitDue), _options.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout : null);
    }

    /// <summary>A look brought the task.</summary>
    /// <returns>How the wait for it ended, if it did.</returns>
    public WaitOutcome? Answered(WatchedTask watched, VideoTask task, TimeSpan now)
    {
        if (_pace.Answered(now - watched.LookBeganAt))
        {
            RetryFailed(now);
        }

        bool wasSeenBefore = watched.RunTimes is not null;
        double ageBefore = watched.AgeAtLook;
        RunTimes runTimes = _runTimes.Of(watched.Client, task);
        watched.Update(task, runTimes, now);
        if (!task.IsFinished)
        {
            watched.Lot = _schedule.Lot();
            watched.Calls.NoEndSeen(now, TimeSpan.Zero);
            return Again(watched, _schedule.Next(watched, _pace.StretchAt(now)), now);
        }

        if (task.Status == VideoTaskStatus.Succeeded && WatchedTask.RunTimeOf(task, ageBefore, wasSeenBefore) is { } seconds)
        {
            runTimes.Learn(seconds);
        }

        return End(watched, TaskFailure.From(task));
    }

    /// <summary>A look brought no answer, or a refusal.</summary>
    /// <returns>How the wait for the task ended, if it did, and what the user has to be told.</returns>
    public (WaitOutcome? Outcome, string? Warning) Failed(WatchedTask watched, MeshVideoException exception, TimeSpan now)
    {
        // A way that led there before is closed for a while: a network that has its own page signed in to first, a certificate being renewed.
        bool mayPass = exception.IsTransient || (exception.IsConfigurationFault && _pace.HasAnswered);
        if (!mayPass)
        {
            if (!exception.IsConfigurationFault)
            {
                _pace.Answered(now - watched.LookBeganAt);
            }

            return (End(watched, exception), null);
        }

        watched.Faults++;
        watched.LastFault = exception;
        TimeSpan pause = _schedule.AfterFault(watched.Faults);
        TimeSpan asked = ReadRetry.AskedDelay(exception) ?? TimeSpan.Zero;
        pause = asked > pause ? asked : pause;
        watched.Calls.NoEndSeen(now, pause);
        string? warning = null;
        if (exception.Kind == MeshVideoErrorKind.RateLimited)
        {
            _pace.Refused(now, asked > TimeSpan.Zero ? asked : pause);
        }
        else if (_pace.Failed(now))
        {
            string goesOn = _options.Timeout == TimeSpan.Zero ? string.Empty : $" All {_watched.Count} tasks are still waited for.";
            warning = $"The service has not answered for some time: {exception.Message}{goesOn}";
        }
        else if (watched.Faults >= FaultsBeforeReport && !watched.IsReported && !_pace.IsDown)
        {
            watched.IsReported = true;
            warning = $"Task {watched.Id}: {exception.Message} It is still waited for.";
        }

        return (Again(watched, pause, now), warning);
    }

    /// <summary>Whether it pays now to ask the service how long such tasks took; answers yes once for each kind.</summary>
    public bool WantsHistory(WatchedTask watched, TimeSpan now)
    {
        if (_schedule.IsFixed || watched.RunTimes is not { IsKnown: false, HistoryAsked: false } runTimes
            || (_options.Timeout is { } timeout && timeout - now < HistoryIsWorth))
        {
            return false;
        }

        runTimes.HistoryAsked = true;
        return true;
    }

    /// <summary>Whether a task is still waited for.</summary>
    public bool IsWatched(WatchedTask watched) => _watched.Contains(watched);

    /// <summary>
    /// Where there is time for one look only, there is none to keep still as the service asks, or until it answers again: it is over for all
    /// whose look has not begun.
    /// </summary>
    public IReadOnlyList<WaitOutcome> EndUnseen(TimeSpan now)
    {
        List<WaitOutcome> ended = [];
        while (_options.Timeout == TimeSpan.Zero && now < _pace.NotBefore && _queue.TakeDue(now) is { } watched)
        {
            ended.Add(TimedOut(watched, now));
        }

        return ended;
    }

    /// <summary>The time is over for all that are still waited for.</summary>
    public IReadOnlyList<WaitOutcome> EndAll(TimeSpan now) => [.. _watched.OrderBy(watched => watched.Order).ToArray().Select(watched => TimedOut(watched, now))];

    /// <summary>The service told how long such tasks took.</summary>
    public static void Learn(WatchedTask watched, IEnumerable<double> seconds)
    {
        foreach (double time in seconds)
        {
            watched.RunTimes!.Learn(time);
        }
    }

    /// <summary>The task that has been going on longest, once a look has told.</summary>
    public WatchedTask? Oldest(TimeSpan now) => _watched.Where(watched => watched.RunTimes is not null).OrderByDescending(watched => watched.AgeAt(now)).FirstOrDefault();

    /// <summary>How long it may take until all have ended, if that is known.</summary>
    public TimeSpan? TimeLeft(TimeSpan now) => WaitEstimate.TimeLeft(_watched, now);

    // They failed with the service, and would be waiting for it to come back.
    private void RetryFailed(TimeSpan now)
    {
        // Not in this turn: whoever is cancelled wants to tell what came of it.
        _outage.CancelAfter(TimeSpan.Zero);
        _outage = new CancellationTokenSource();
        TimeSpan due = now;
        foreach (WatchedTask watched in _watched.Where(watched => watched.Faults > 0).OrderBy(watched => watched.Due).ToArray())
        {
            if (_queue.MoveUp(watched, due))
            {
                due += BetweenOverdue;
            }
        }
    }

    private WaitOutcome? Again(WatchedTask watched, TimeSpan pause, TimeSpan now)
    {
        if (_options.Timeout == TimeSpan.Zero)
        {
            return TimedOut(watched, now);
        }

        TimeSpan due = DueAfter(watched, pause, now);
        _queue.Add(watched, watched.Calls.DueAt(now) is { } called && called < due ? called : due);
        return null;
    }

    // One last look just before the end, rather than none for the last stretch.
    private TimeSpan DueAfter(WatchedTask watched, TimeSpan pause, TimeSpan now)
    {
        TimeSpan due = watched.Faults == 0 ? watched.After(pause) : pause < TimeSpan.MaxValue - now ? now + pause : TimeSpan.MaxValue;
        if (_options.Timeout is not { } timeout || due < timeout)
        {
            return due;
        }

        TimeSpan timeForAll = TimeSpan.FromMilliseconds(500 + (5 * _watched.Count));
        TimeSpan tenth = TimeSpan.FromTicks(timeout.Ticks / 10);
        TimeSpan last = timeout - (timeForAll < tenth ? timeForAll : tenth);
        return now < last ? last : TimeSpan.MaxValue;
    }

    // What is said of a task that was never read must not claim more than is known: neither that it exists nor that it is charged.
    private WaitOutcome TimedOut(WatchedTask watched, TimeSpan now)
    {
        string seconds = $"{Math.Round(now.TotalSeconds)} s";
        string reason = watched.LastFault is { } fault ? $": {fault.Message}" : ".";
        string state = watched.Latest is null
            ? $"Task {watched.Id} could not be read within {seconds}{reason} Its state is unknown; if it was created and has not ended, it continues and is charged if it succeeds."
            : $"Task {watched.Id} had not ended after {seconds} (status when last read: {watched.StatusText}). It continues and is charged if it succeeds."
                + (watched.LastFault is null ? string.Empty : $" The last request failed{reason}");
        return End(watched, new MeshVideoException(MeshVideoErrorKind.WaitTimedOut, $"{state} Continue waiting with: Wait-MeshVideo -Id '{watched.Id}'", watched.LastFault)
        {
            TaskId = watched.Id,
        });
    }

    private WaitOutcome End(WatchedTask watched, MeshVideoException? error)
    {
        _watched.Remove(watched);
        _queue.Remove(watched);
        watched.RunTimes?.Watched.Remove(watched);
        return new WaitOutcome(watched.Id, watched.Latest, error);
    }

    private static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
