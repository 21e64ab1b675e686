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
    private static readonly TimeSpan HistoryTime = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly WaitState _state;
    private readonly TimeSpan? _timeout;
    private readonly Action<WaitOutcome> _onOutcome;
    private readonly Action<Exception> _onBug;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _timer;
    private int _underWay;
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

    public void Add(WatchedTask watched)
    {
        lock (_gate)
        {
            _state.Add(watched, Elapsed);
        }

        Pump();
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

    private void Pump()
    {
        IReadOnlyList<WaitOutcome> ended = [];
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            if (Elapsed >= _timeout)
            {
                ended = _state.EndAll(Elapsed);
            }
            else
            {
                StartDueLooks();
                SetTimer();
            }
        }

        if (ended.Count > 0)
        {
            _stop.Cancel();
        }

        foreach (WaitOutcome outcome in ended)
        {
            _onOutcome(outcome);
        }
    }

    private void StartDueLooks()
    {
        _state.Replan(Elapsed);
        while (_state.TakeDue(Elapsed, _underWay) is { } watched)
        {
            _underWay++;
            // Not on the thread that adds tasks: adding a thousand of them must not wait for anything.
            Task.Run(() => LookAsync(watched)).ContinueWith(
                look => _onBug(look.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private async Task LookAsync(WatchedTask watched)
    {
        try
        {
            if (await LookOnceAsync(watched).ConfigureAwait(false) is { } outcome)
            {
                _onOutcome(outcome);
            }
            else if (Read(state => state.WantsHistory(watched, Elapsed)))
            {
                await LearnAsync(watched).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever stopped it knows.
        }
        finally
        {
            lock (_gate)
            {
                _underWay--;
            }

            Pump();
        }
    }

    private async Task<WaitOutcome?> LookOnceAsync(WatchedTask watched)
    {
        IActivityLog log = watched.Client.Log;
        WaitOutcome? outcome = null;
        string? warning = null;
        try
        {
            VideoTask task = await watched.Client.GetOnceAsync(watched.Id, _stop.Token).ConfigureAwait(false);
            if (watched.Latest?.StatusText != task.StatusText)
            {
                log.Note(ActivityLevel.Verbose, $"Task {task.Id} is {task.StatusText ?? "in no stated status"}.");
            }

            Update(watched, state => outcome = state.Answered(watched, task, Elapsed));
        }
        catch (MeshVideoException exception)
        {
            Update(watched, state => (outcome, warning) = state.Failed(watched, exception, Elapsed));
            if (exception.IsTransient)
            {
                log.Note(ActivityLevel.Verbose, $"Task {watched.Id}: {exception.Message} It is still waited for.");
            }
        }

        if (warning is not null)
        {
            log.Note(ActivityLevel.Warning, warning);
        }

        return outcome;
    }

    // The time may have ended the wait for it while its answer was on the way.
    private void Update(WatchedTask watched, Action<WaitState> update)
    {
        lock (_gate)
        {
            if (!_isStopped && _state.IsWatched(watched))
            {
                update(_state);
            }
        }
    }

    private async Task LearnAsync(WatchedTask watched)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        time.CancelAfter(HistoryTime);
        try
        {
            IReadOnlyList<double> seconds = await RunTimeHistory.ReadAsync(watched.Client, watched.Latest!, time.Token).ConfigureAwait(false);
            Update(watched, _ => WaitState.Learn(watched, seconds));
        }
        catch (MeshVideoException exception)
        {
            watched.Client.Log.Note(ActivityLevel.Verbose, $"How long such tasks take could not be read, and will be seen: {exception.Message}");
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // It was to save time, not to take it.
        }
    }

    private void SetTimer()
    {
        TimeSpan wait = _state.NextTime(_underWay) is { } next ? next - Elapsed : LongestTimer;
        // A timer that fires too early would only have to be set again.
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestTimer ? wait + TimeSpan.FromMilliseconds(1) : LongestTimer;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
