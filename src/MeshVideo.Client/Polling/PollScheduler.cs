using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Polling;

/// <summary>
/// Decides when to poll which task, and what follows from each response. It owns the state of a wait, under one lock. It has no
/// thread and no connection, and reads the time since the start of the wait from a clock that it is given.
/// </summary>
internal sealed class PollScheduler
{
    /// <summary>If the wait ends sooner, the run times of earlier tasks are not worth a request.</summary>
    private static readonly TimeSpan MinimumTimeForHistory = TimeSpan.FromSeconds(10);

    /// <summary>New statistics may make hundreds of polls overdue in one moment; they are spread.</summary>
    private static readonly TimeSpan OverdueSpacing = TimeSpan.FromMilliseconds(2.5);

    private readonly object _lock = new();
    private readonly WaitOptions _options;
    private readonly Func<TimeSpan> _clock;
    private readonly TimeSpan _deadline;
    private readonly PollIntervalPolicy _intervals;
    private readonly ServiceHealth _health;
    private readonly RateLimitGate _rateLimit = new();
    private readonly PollErrorHandler _faults;
    private readonly RunTimeStatistics _statistics = new();
    private readonly TaskRegistry _tasks = new();
    private readonly PollQueue _queue = new();
    private int _inFlight;
    private bool _isStopped;

    /// <param name="options">How to wait.</param>
    /// <param name="clock">The time since the start of the wait.</param>
    /// <param name="random">The source of jitter; a new one by default.</param>
    public PollScheduler(WaitOptions options, Func<TimeSpan> clock, Random? random = null)
    {
        _options = options;
        _clock = clock;
        _deadline = options.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout : TimeSpan.MaxValue;
        _intervals = new PollIntervalPolicy(options.PollInterval, random ?? new Random());
        _health = new ServiceHealth(options.ThrottleLimit, _intervals);
        _faults = new PollErrorHandler(_intervals, _rateLimit, _health);
    }

    /// <summary>When there is something to do next, if no poll ends before.</summary>
    public TimeSpan NextDue
    {
        get
        {
            lock (_lock)
            {
                bool isFree = _inFlight < _options.ThrottleLimit;
                TimeSpan poll = isFree ? TimeSpanMath.Max(_queue.NextDue, NotBefore) : TimeSpan.MaxValue;
                return _isStopped || _tasks.Pending.Count == 0
                    ? TimeSpan.MaxValue
                    : TimeSpanMath.Min(TimeSpanMath.Min(poll, _statistics.RefitDue), _deadline);
            }
        }
    }

    /// <summary>Whether the time of the wait is over.</summary>
    public bool IsTimedOut => _clock() >= _deadline;

    private TimeSpan NotBefore => TimeSpanMath.Max(_rateLimit.PausedUntil, _health.ProbeAt);

    /// <summary>Uses the tasks under the lock.</summary>
    public T Access<T>(Func<TaskRegistry, T> access)
    {
        lock (_lock)
        {
            return access(_tasks);
        }
    }

    /// <summary>Adds a task, to be polled immediately, unless its id was added before.</summary>
    /// <returns>The outcome, if the task is known to have ended.</returns>
    public WaitOutcome? Add(MeshVideoClient client, string id, VideoTask? known = null)
    {
        lock (_lock)
        {
            TimeSpan now = _clock();
            if (_tasks.TryAdd(client, id, known, now) is not { } task || _isStopped)
            {
                return null;
            }

            _queue.Add(task, now);
            return known is { IsFinished: true, IsConfirmed: true } ? End(task, TaskFailure.From(known)) : null;
        }
    }

    /// <summary>A callback says that a task has ended.</summary>
    /// <param name="id">The id that it names.</param>
    /// <param name="isSooner">Whether the next poll of the task is sooner now.</param>
    /// <returns>Whether the task is pending.</returns>
    public bool OnCallback(string id, out bool isSooner)
    {
        lock (_lock)
        {
            PendingTask? task = _isStopped ? null : _tasks.Find(id);
            task?.Callbacks.OnCallback();
            isSooner = task is not null && _queue.MoveUp(task, task.Callbacks.DueAt(_clock()));
            return task is not null;
        }
    }

    /// <summary>Applies what does not follow from a response: new statistics, and the end of the time.</summary>
    /// <returns>The outcomes of the tasks that are no longer waited for.</returns>
    public IReadOnlyList<WaitOutcome> Advance()
    {
        lock (_lock)
        {
            TimeSpan now = _clock();
            if (_isStopped)
            {
                return [];
            }

            if (now >= _deadline)
            {
                return [.. _tasks.InOrder.ToArray().Select(task => EndByTimeout(task, now))];
            }

            ApplyStatistics(now);
            List<WaitOutcome> ended = [];
            // With a timeout of zero there is time for one poll of each task, and for no pause.
            while (_options.Timeout == TimeSpan.Zero && now < NotBefore && _queue.TakeDue(now) is { } task)
            {
                ended.Add(EndByTimeout(task, now));
            }

            return ended;
        }
    }

    /// <summary>Begins the next poll that is due, if the limits allow one.</summary>
    public PollOperation? TryBeginPoll()
    {
        lock (_lock)
        {
            TimeSpan now = _clock();
            if (_isStopped || _inFlight >= _options.ThrottleLimit || now < NotBefore || _queue.TakeDue(now) is not { } task)
            {
                return null;
            }

            _inFlight++;
            task.Callbacks.OnPollStarted();
            _health.OnPollStarted(now);
            return new PollOperation(this, task, now, _health.RequestTimeout(task.Faults), _health.OutageToken);
        }
    }

    /// <summary>A poll brought a response.</summary>
    public PollResult OnResponse(PollOperation poll, VideoTask response)
    {
        lock (_lock)
        {
            if (!EndPoll(poll, out PendingTask task, out TimeSpan now))
            {
                return default;
            }

            OnServiceResponse(poll, now);
            ModelRunTimes runTimes = _statistics.For(task.Client, response);
            double? seconds = task.RunTimeOf(response);
            task.OnResponse(response, runTimes, now);
            if (response.IsFinished)
            {
                if (response.Status == VideoTaskStatus.Succeeded && seconds is { } sample)
                {
                    runTimes.Add(sample);
                }

                return new PollResult(End(task, TaskFailure.From(response)));
            }

            task.Jitter = _intervals.NextJitter();
            task.Callbacks.OnNotEnded(now, TimeSpan.Zero);
            WaitOutcome? outcome = Reschedule(task, _intervals.Next(task, _rateLimit.BackoffFactorAt(now)), now);
            bool isHistoryUseful = outcome is null && !_intervals.IsFixed && _deadline - now >= MinimumTimeForHistory;
            bool isHistoryWanted = isHistoryUseful && runTimes.ClaimHistory();
            _inFlight += isHistoryWanted ? 1 : 0;
            return new PollResult(outcome, IsHistoryWanted: isHistoryWanted);
        }
    }

    /// <summary>A poll brought no response, or a refusal.</summary>
    public PollResult OnFault(PollOperation poll, MeshVideoException fault)
    {
        lock (_lock)
        {
            if (!EndPoll(poll, out PendingTask task, out TimeSpan now))
            {
                return default;
            }

            if (_faults.IsTransient(fault))
            {
                TimeSpan pause = _faults.Handle(task, fault, now, out string? warning);
                return new PollResult(Reschedule(task, pause, now), warning);
            }

            if (!fault.IsConfigurationError)
            {
                OnServiceResponse(poll, now);
            }

            return new PollResult(End(task, fault));
        }
    }

    /// <summary>A poll was canceled because an outage ended, and is repeated.</summary>
    public void Repeat(PollOperation poll)
    {
        lock (_lock)
        {
            if (EndPoll(poll, out PendingTask task, out TimeSpan now))
            {
                _queue.Add(task, now);
            }
        }
    }

    /// <summary>The run times of earlier tasks were read, or could not be.</summary>
    public void OnHistory(PollOperation poll, IEnumerable<double> seconds)
    {
        lock (_lock)
        {
            _inFlight--;
            foreach (double sample in seconds)
            {
                poll.Task.RunTimes!.Add(sample);
            }
        }
    }

    /// <summary>Begins no more polls, and ignores the results of those under way.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
        }
    }

    // Whether the result of the poll still matters: the time may have ended the wait while the request was under way.
    private bool EndPoll(PollOperation poll, out PendingTask task, out TimeSpan now)
    {
        _inFlight--;
        task = poll.Task;
        now = _clock();
        return !_isStopped && _tasks.IsPending(task);
    }

    // The end of an outage ends the pauses of all tasks whose last poll failed.
    private void OnServiceResponse(PollOperation poll, TimeSpan now)
    {
        if (_health.OnResponse(now - poll.StartedAt))
        {
            TimeSpan due = now;
            foreach (PendingTask task in _tasks.Pending.Where(task => task.Faults > 0).OrderBy(task => task.Due))
            {
                due += _queue.MoveUp(task, due) ? OverdueSpacing : TimeSpan.Zero;
            }
        }
    }

    private void ApplyStatistics(TimeSpan now)
    {
        IReadOnlyCollection<ModelRunTimes> changed = _statistics.Refit(now, _tasks.Pending);
        TimeSpan next = now;
        foreach (PendingTask task in _tasks.Pending.Where(task => changed.Contains(task.RunTimes!)))
        {
            if (task.Faults > 0 || task.Callbacks.IsPending)
            {
                continue;
            }

            TimeSpan due = NextPoll(task, _intervals.Next(task, _rateLimit.BackoffFactorAt(now)), now);
            if (due <= now)
            {
                due = next;
                next += OverdueSpacing;
            }

            _queue.Move(task, due);
        }
    }

    private WaitOutcome? Reschedule(PendingTask task, TimeSpan interval, TimeSpan now)
    {
        if (_options.Timeout == TimeSpan.Zero)
        {
            return EndByTimeout(task, now);
        }

        _queue.Add(task, TimeSpanMath.Min(NextPoll(task, interval, now), task.Callbacks.DueAt(now)));
        return null;
    }

    // The last poll is just before the deadline, rather than one interval earlier.
    private TimeSpan NextPoll(PendingTask task, TimeSpan interval, TimeSpan now)
    {
        TimeSpan due = task.DueAfter(interval, now);
        if (due < _deadline || _deadline == TimeSpan.MaxValue)
        {
            return due;
        }

        TimeSpan timeForAll = TimeSpan.FromMilliseconds(500 + (5 * _tasks.Pending.Count));
        TimeSpan last = _deadline - TimeSpanMath.Min(timeForAll, TimeSpan.FromTicks(_deadline.Ticks / 10));
        return now < last ? last : TimeSpan.MaxValue;
    }

    private WaitOutcome EndByTimeout(PendingTask task, TimeSpan now) => End(task, WaitTimeoutError.Create(task, now));

    private WaitOutcome End(PendingTask task, MeshVideoException? error)
    {
        _queue.Remove(task);
        WaitOutcome outcome = _tasks.End(task, error);
        _isStopped |= _options.Any && outcome.Task is { IsFinished: true };
        return outcome;
    }
}
