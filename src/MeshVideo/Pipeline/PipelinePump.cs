using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Pipeline;

/// <summary>
/// Queues actions from any thread for the pipeline thread, the only thread that can write. The pipeline thread runs them between
/// records and while it waits. Stopping wakes it immediately.
/// </summary>
internal sealed class PipelinePump
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly Queue<Action> _actions = new();
    private readonly Stopwatch _sinceTick = new();

    /// <summary>Queues an action for the pipeline thread.</summary>
    public void Post(Action action)
    {
        lock (_actions)
        {
            _actions.Enqueue(action);
            Monitor.PulseAll(_actions);
        }
    }

    /// <summary>Runs the queued actions.</summary>
    public void Drain(Action onTick)
    {
        while (Dequeue(TimeSpan.Zero) is { } action)
        {
            action();
        }

        Tick(onTick);
    }

    /// <summary>Runs queued actions until the work has ended and the queue is empty.</summary>
    /// <param name="work">The work. The caller handles its result.</param>
    /// <param name="onTick">Called up to four times per second.</param>
    /// <param name="stop">Canceled if the pipeline is stopped.</param>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped. The work may still be running.</exception>
    public void RunUntil(Task work, Action onTick, CancellationToken stop)
    {
        using CancellationTokenRegistration registration = stop.Register(Wake);
        work.ContinueWith(
            _ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (true)
        {
            bool hasEnded = work.IsCompleted;
            Action? action = Dequeue(hasEnded ? TimeSpan.Zero : TickInterval);
            action?.Invoke();
            if (action is null && hasEnded)
            {
                return;
            }

            if (stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Tick(onTick);
        }
    }

    private void Tick(Action onTick)
    {
        if (!_sinceTick.IsRunning || _sinceTick.Elapsed >= TickInterval)
        {
            _sinceTick.Restart();
            onTick();
        }
    }

    private Action? Dequeue(TimeSpan timeout)
    {
        lock (_actions)
        {
            if (_actions.Count == 0 && timeout > TimeSpan.Zero)
            {
                Monitor.Wait(_actions, timeout);
            }

            return _actions.Count > 0 ? _actions.Dequeue() : null;
        }
    }

    private void Wake() => Post(static () => { });
}
