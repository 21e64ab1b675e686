using System;
using System.Collections.Generic;

namespace MeshVideo.Waiting;

/// <summary>The tasks to look at again, the next one first.</summary>
internal sealed class LookQueue
{
    private readonly SortedSet<WatchedTask> _tasks = new(new ByDue());

    /// <summary>When the next look is due.</summary>
    public TimeSpan? NextDue => _tasks.Min?.Due;

    public void Add(WatchedTask watched, TimeSpan due)
    {
        // Its place in the order follows from the time, so it must not change while the task is in there.
        _tasks.Remove(watched);
        watched.Due = due;
        _tasks.Add(watched);
    }

    /// <summary>Gives a task another time, if it is in the queue: one that is being looked at is not.</summary>
    public void Move(WatchedTask watched, TimeSpan due)
    {
        if (_tasks.Remove(watched))
        {
            watched.Due = due;
            _tasks.Add(watched);
        }
    }

    /// <summary>Gives a task an earlier time, if it is in the queue.</summary>
    /// <returns>Whether that is earlier than the one it had.</returns>
    public bool MoveUp(WatchedTask watched, TimeSpan due)
    {
        bool isEarlier = due < watched.Due;
        if (isEarlier)
        {
            Move(watched, due);
        }

        return isEarlier;
    }

    public void Remove(WatchedTask watched) => _tasks.Remove(watched);

    /// <summary>Takes out the next task that is due.</summary>
    public WatchedTask? TakeDue(TimeSpan now)
    {
        if (_tasks.Min is not { } first || first.Due > now)
        {
            return null;
        }

        _tasks.Remove(first);
        return first;
    }

    private sealed class ByDue : IComparer<WatchedTask>
    {
        public int Compare(WatchedTask? x, WatchedTask? y)
        {
            int byDue = x!.Due.CompareTo(y!.Due);
            return byDue != 0 ? byDue : x.Order.CompareTo(y.Order);
        }
    }
}
