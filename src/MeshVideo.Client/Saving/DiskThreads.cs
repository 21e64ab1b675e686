using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Saving;

/// <summary>As many threads as there is work at once, kept for a moment: a new one for each of many small files would cost more than the work.</summary>
internal sealed class DiskThreads : TaskScheduler
{
    public static readonly DiskThreads Instance = new();

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(2);

    private readonly Queue<Task> _work = new();
    private int _idle;

    public override int MaximumConcurrencyLevel => int.MaxValue;

    protected override void QueueTask(Task task)
    {
        lock (_work)
        {
            _work.Enqueue(task);
            if (_work.Count <= _idle)
            {
                Monitor.Pulse(_work);
                return;
            }
        }

        new Thread(Serve) { IsBackground = true, Name = "MeshVideo disk" }.Start();
    }

    // Whoever asks is one of the few threads that serve all transfers.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_work)
        {
            return _work.ToArray();
        }
    }

    private void Serve()
    {
        while (Take() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Take()
    {
        lock (_work)
        {
            // A thread that is woken up may find that another, just done with its own, has taken the work.
            for (bool isInTime = true; _work.Count == 0 && isInTime;)
            {
                _idle++;
                isInTime = Monitor.Wait(_work, IdleTime);
                _idle--;
            }

            return _work.Count > 0 ? _work.Dequeue() : null;
        }
    }
}
