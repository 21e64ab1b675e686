using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Pipeline;

/// <summary>
/// Carries work from any thread to the pipeline's own, the only one that may write. The pipeline thread drains it between records and
/// while it waits; stopping wakes it at once.
/// </summary>
internal sealed class PipelinePump
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly Queue<Action> _actions = new();
    private readonly Stopwatch _sinceTick = new();

    /// <summary>Hands in what the pipeline thread shall do.</summary>
    public void Post(Action action)
    {
        lock (_actions)
        {
            _actions.Enqueue(action);
            Monitor.PulseAll(_actions);
        }
    }

    /// <summary>Does what was handed in so far.</summary>
    public void Drain(Action tick)
    {
        while (TryTake(isOver: static () => true, out Action? action))
        {
            action!();
        }

        Tick(tick);
    }

    /// <summary>Does what is handed in until the work has ended and all of it is done.</summary>
    /// <param name="work">The work; how it ended is left to the caller.</param>
    /// <param name="tick">Called about four times a second at most.</param>
    /// <param name="stop">The pipeline was stopped.</param>
    /// <exception cref="PipelineStoppedException">It was stopped; the work is not waited for.</exception>
    public void RunUntil(Task work, Action tick, CancellationToken stop)
    {
        using CancellationTokenRegistration registration = stop.Register(Wake);
        work.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (true)
        {
            bool ended = work.IsCompleted;
            if (TryTake(() => work.IsCompleted || stop.IsCancellationRequested, out Action? action))
            {
                action!();
            }
            else if (ended)
            {
                return;
            }

            if (stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Tick(tick);
        }
    }

    private void Tick(Action tick)
    {
        if (!_sinceTick.IsRunning || _sinceTick.Elapsed >= TickInterval)
        {
            _sinceTick.Restart();
            tick();
        }
    }

    private bool TryTake(Func<bool> isOver, out Action? action)
    {
        lock (_actions)
        {
            if (_actions.Count == 0 && !isOver())
            {
                Monitor.Wait(_actions, TickInterval);
            }

            action = _actions.Count > 0 ? _actions.Dequeue() : null;
            return action is not null;
        }
    }

    private void Wake()
    {
        lock (_actions)
        {
            Monitor.PulseAll(_actions);
        }
    }
}
