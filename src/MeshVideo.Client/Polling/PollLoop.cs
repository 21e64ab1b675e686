using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Polling;

/// <summary>
/// Runs the polls of a scheduler. Every event (a task is added, a poll ends, the timer fires) begins those that are due, and sets
/// the timer for the next.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Stop disposes of the timer; polls under way may use the source.")]
internal sealed class PollLoop
{
    // The longest time that every timer takes.
    private static readonly TimeSpan MaximumTimer = TimeSpan.FromDays(24);

    // Polls due within this window begin together: waking a thread costs more processor time than a poll.
    private static readonly TimeSpan CoalescingWindow = TimeSpan.FromMilliseconds(50);

    private readonly PollScheduler _scheduler;
    private readonly Func<TimeSpan> _clock;
    private readonly Action<WaitOutcome> _report;
    private readonly Action<Exception> _onUnexpected;
    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _timer;
    private int _isWakeQueued;

    /// <param name="scheduler">What to poll, and when.</param>
    /// <param name="clock">The scheduler's clock.</param>
    /// <param name="report">Takes each outcome, on any thread, and does not throw.</param>
    /// <param name="onUnexpected">Takes an exception that nothing here expects.</param>
    public PollLoop(PollScheduler scheduler, Func<TimeSpan> clock, Action<WaitOutcome> report, Action<Exception> onUnexpected)
    {
        _scheduler = scheduler;
        _clock = clock;
        _report = report;
        _onUnexpected = onUnexpected;
        _timer = new Timer(_ => BeginDue());
    }

    /// <summary>Begins what is due, on another thread, so that adding thousands of tasks does not wait for it.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWakeQueued, 1) == 0)
        {
            ObserveFault(Task.Run(BeginDue));
        }
    }

    /// <summary>Cancels the polls under way, and begins no more.</summary>
    public void Stop()
    {
        _scheduler.Stop();
        _timer.Dispose();
        _stop.Cancel();
    }

    private void BeginDue()
    {
        Volatile.Write(ref _isWakeQueued, 0);
        IReadOnlyList<WaitOutcome> ended = _scheduler.Advance();
        if (_scheduler.IsTimedOut)
        {
            _stop.Cancel();
        }

        foreach (WaitOutcome outcome in ended)
        {
            _report(outcome);
        }

        while (_scheduler.TryBeginPoll() is { } poll)
        {
            ObserveFault(RunAsync(poll));
        }

        SetTimer();
    }

    // One poll after another as long as any is due, since the thread is awake.
    private async Task RunAsync(PollOperation first)
    {
        try
        {
            for (PollOperation? poll = first; poll is not null; poll = _scheduler.TryBeginPoll())
            {
                if (await poll.RunAsync(_stop.Token).ConfigureAwait(false) is { } outcome)
                {
                    _report(outcome);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped, or the time is over.
            return;
        }

        BeginDue();
    }

    private void ObserveFault(Task work) => work.ContinueWith(
        faulted => _onUnexpected(faulted.Exception!), default, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private void SetTimer()
    {
        TimeSpan now = _clock();
        TimeSpan due = TimeSpanMath.Min(_scheduler.NextDue, now + MaximumTimer);
        long windows = (due.Ticks + CoalescingWindow.Ticks - 1) / CoalescingWindow.Ticks;
        // One millisecond more, since a timer that fires too early would have to be set again.
        TimeSpan wait = TimeSpan.FromTicks(windows * CoalescingWindow.Ticks) - now + TimeSpan.FromMilliseconds(1);
        try
        {
            _timer.Change(due > now ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Stopped meanwhile.
        }
    }
}
