using System;
using System.Collections.Generic;

namespace MeshVideo.Polling;

/// <summary>The pending tasks that are not being polled, by the time of their next poll.</summary>
internal sealed class PollQueue
{
    private readonly SortedSet<PendingTask> _tasks = new(
        Comparer<PendingTask>.Create((one, other) => (one.Due, one.Order).CompareTo((other.Due, other.Order))));

    /// <summary>When the next poll is due; never if there is none.</summary>
    public TimeSpan NextDue => _tasks.Min?.Due ?? TimeSpan.MaxValue;

    /// <summary>Adds a task, or moves it if it is in the queue.</summary>
    public void Add(PendingTask task, TimeSpan due)
    {
        // The due time is the sort key, so it must not change while the task is in the set.
        _tasks.Remove(task);
        task.Due = due;
        _tasks.Add(task);
    }

    /// <summary>Moves a task, if it is in the queue.</summary>
    /// <returns>Whether it is.</returns>
    public bool Move(PendingTask task, TimeSpan due)
    {
        if (!_tasks.Remove(task))
        {
            return false;
        }

        Add(task, due);
        return true;
    }

    /// <summary>Moves a task, if it is in the queue and the time is earlier than its own.</summary>
    /// <returns>Whether it was moved.</returns>
    public bool MoveUp(PendingTask task, TimeSpan due) => due < task.Due && Move(task, due);

    public void Remove(PendingTask task) => _tasks.Remove(task);

    /// <summary>Removes the first task that is due, and returns it.</summary>
    public PendingTask? TakeDue(TimeSpan now)
    {
        PendingTask? first = _tasks.Min is { } task && task.Due <= now ? task : null;
        if (first is not null)
        {
            _tasks.Remove(first);
        }

        return first;
    }
}
