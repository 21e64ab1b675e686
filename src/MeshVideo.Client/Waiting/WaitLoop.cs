using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Waiting;

/// <summary>
/// Does the looks of one wait. Whatever happens (a task is added, a look ends, a time comes) starts those that are due, and sets one
/// timer for the next.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Stop disposes of the timer; the source is left to the collector, since looks under way still use it.")]
internal sealed class WaitLoop
{
    // Every timer takes this; a longer time is waited for in pieces.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(24);

    // What becomes due within so short a time is done at once: to be woken up costs more processor time than a look does.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly WaitState _state;
    private readonly TimeSpan? _timeout;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly Action<Exception> _onBug;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _timer;
    private int _underWay;
    private int _isPumpQueued;
    private bool _isStopped;

    /// <param name="options">How to wait.</param>
    /// <param name="onOutcome">Takes each outcome, on any thread; after a stop it may still get one.</param>
    /// <param name="onBug">Takes what nobody expected.</param>
    public WaitLoop(WaitOptions options, Action<WaitOutcome> onOutcome, Action<Exception> onBug)
    {
        _state = new WaitState(options);
        _timeout = options.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout : null;
        _onOutcome = onOutcome;
        _onBug = onBug;
        _timer = new Timer(_ => Pump());
        SetTimer();
    }

    public TimeSpan Elapsed => _elapsed.Elapsed;

    /// <summary>Looks at the state while nothing changes it.</summary>
    public T Read<T>(Func<WaitState, T> read)
    {
        lock (_gate)
        {
            return read(_state);
        }
    }

    /// <summary>Takes what a look brought, unless the time has ended the wait for the task while the answer was on the way.</summary>
    public void Update(WatchedTask watched, Action<WaitState> update)
    {
        lock (_gate)
        {
            if (!_isStopped && _state.IsWatched(watched))
            {
                update(_state);
            }
        }
    }

    public void Add(WatchedTask watched)
    {
        lock (_gate)
        {
            _state.Add(watched, Elapsed);
        }

        PumpSoon();
    }

    /// <summary>Somebody says that a task has ended.</summary>
    public void Called(WatchedTask watched)
    {
        bool isEarlier = false;
        Update(watched, state => isEarlier = state.Called(watched, Elapsed));
        if (isEarlier)
        {
            PumpSoon();
        }
    }

    /// <summary>Ends all looks; nothing is started any more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _timer.Dispose();
        }

        _stop.Cancel();
    }

    // Not on the thread that adds tasks: adding a thousand of them must not wait for anything. Many calls in one moment are one.
    private void PumpSoon()
    {
        if (Interlocked.Exchange(ref _isPumpQueued, 1) == 0)
        {
            TellBug(Task.Run(Pump));
        }
    }

    private void Pump()
    {
        Volatile.Write(ref _isPumpQueued, 0);
        bool isOver;
        IReadOnlyList<WaitOutcome> ended;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            isOver = Elapsed >= _timeout;
            if (isOver)
            {
                ended = _state.EndAll(Elapsed);
            }
            else
            {
                _state.Replan(Elapsed);
                ended = _state.EndUnseen(Elapsed);
            }
        }

        if (isOver && ended.Count > 0)
        {
            _stop.Cancel();
        }

        foreach (WaitOutcome outcome in ended)
        {
            _onOutcome(outcome);
        }

        while (TakeDue() is { } watched)
        {
            TellBug(LookAtDueAsync(watched));
        }

        lock (_gate)
        {
            if (!_isStopped)
            {
                SetTimer();
            }
        }
    }

    private void TellBug(Task work) =>
        work.ContinueWith(ended => _onBug(ended.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private WatchedTask? TakeDue()
    {
        lock (_gate)
        {
            WatchedTask? due = _isStopped ? null : _state.TakeDue(Elapsed, _underWay);
            _underWay += due is null ? 0 : 1;
            return due;
        }
    }

    // One after another, as long as any is due: a thread that is awake is worth more than one to be woken.
    private async Task LookAtDueAsync(WatchedTask first)
    {
        for (WatchedTask? watched = first; watched is not null; watched = TakeDue())
        {
            try
            {
                await LookAsync(watched).ConfigureAwait(false);
            }
            finally
            {
                lock (_gate)
                {
                    _underWay--;
                }
            }
        }

        Pump();
    }

    private async Task LookAsync(WatchedTask watched)
    {
        try
        {
            TaskLook look = new(this, watched);
            if (await look.RunAsync(_stop.Token).ConfigureAwait(false) is { } outcome)
            {
                _onOutcome(outcome);
            }
            else if (Read(state => state.WantsHistory(watched, Elapsed)))
            {
                await look.LearnAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever stopped it knows.
        }
    }

    private void SetTimer()
    {
        TimeSpan now = Elapsed;
        TimeSpan next = _state.NextTime(_underWay) ?? LongestTimer;
        next = next < LongestTimer ? TimeSpan.FromTicks((next.Ticks + Together.Ticks - 1) / Together.Ticks * Together.Ticks) : LongestTimer;
        // A timer that fires too early would only have to be set again.
        TimeSpan wait = next > now ? next - now + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
