using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Storage;

/// <summary>
/// Runs work that blocks on the disk on threads of its own, since the few threads of the pool serve all downloads. A thread waits
/// a moment for more work: starting one for every small file costs more than the work itself.
/// </summary>
internal sealed class DiskTaskScheduler : TaskScheduler
{
    private const TaskCreationOptions Options = TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler;

    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2);
    private static readonly DiskTaskScheduler Instance = new();

    private readonly Queue<Task> _queue = new();
    private int _idleThreads;

    public override int MaximumConcurrencyLevel => int.MaxValue;

    public static Task RunAsync(Action work) => Task.Factory.StartNew(work, CancellationToken.None, Options, Instance);

    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, Options, Instance);

    protected override void QueueTask(Task task)
    {
        lock (_queue)
        {
            _queue.Enqueue(task);
            if (_queue.Count <= _idleThreads)
            {
                Monitor.Pulse(_queue);
                return;
            }
        }

        new Thread(RunTasks) { IsBackground = true, Name = "MeshVideo disk" }.Start();
    }

    // Inline execution would block the caller, which is a thread of the pool.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_queue)
        {
            return _queue.ToArray();
        }
    }

    private void RunTasks()
    {
        while (Dequeue() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Dequeue()
    {
        lock (_queue)
        {
            // A thread that finishes its task may dequeue the next before the thread that was woken up for it.
            for (bool isPulsed = true; _queue.Count == 0 && isPulsed;)
            {
                _idleThreads++;
                isPulsed = Monitor.Wait(_queue, IdleTimeout);
                _idleThreads--;
            }

            return _queue.Count > 0 ? _queue.Dequeue() : null;
        }
    }
}
