using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Polling;

/// <summary>The tasks of one wait: those that are pending, and the ids of those that have ended.</summary>
internal sealed class TaskRegistry
{
    private readonly Dictionary<string, PendingTask> _pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private int _added;
    private int _unreported;
    private bool _isClosed;

    public IReadOnlyCollection<PendingTask> Pending => _pending.Values;

    /// <summary>The pending tasks in the order of adding.</summary>
    public IEnumerable<PendingTask> InOrder => _pending.Values.OrderBy(task => task.Order);

    private bool IsComplete => _isClosed && _unreported == 0 && _pending.Count == 0;

    public bool IsPending(PendingTask task) => Find(task.Id) == task;

    /// <summary>The pending task with an id, if there is one.</summary>
    public PendingTask? Find(string id) => _pending.TryGetValue(id, out PendingTask? task) ? task : null;

    /// <summary>Adds a task, unless its id was added before.</summary>
    public PendingTask? TryAdd(MeshVideoClient client, string id, VideoTask? known, TimeSpan now)
    {
        if (_pending.ContainsKey(id) || _ended.Contains(id))
        {
            return null;
        }

        PendingTask task = new(client, id, known, ++_added, now);
        _pending.Add(id, task);
        return task;
    }

    /// <summary>A task is no longer pending.</summary>
    /// <returns>The outcome, which is to be reported.</returns>
    public WaitOutcome End(PendingTask task, MeshVideoException? error)
    {
        task.LeaveModel();
        _pending.Remove(task.Id);
        _ended.Add(task.Id);
        _unreported++;
        return new WaitOutcome(task.Id, task.Latest, error);
    }

    /// <summary>Lets an id that has ended be added again.</summary>
    /// <returns>Whether it had ended.</returns>
    public bool Forget(string id) => _ended.Remove(id);

    /// <summary>An outcome was reported.</summary>
    /// <returns>Whether that was the last one.</returns>
    public bool OnReported()
    {
        _unreported--;
        return IsComplete;
    }

    /// <summary>Nothing is added any more.</summary>
    /// <returns>Whether all outcomes were reported.</returns>
    public bool Close()
    {
        _isClosed = true;
        return IsComplete;
    }

    /// <summary>The ids of the pending tasks, in the order of adding.</summary>
    /// <param name="isRead">Limits them to those that were read, or that were not.</param>
    public IReadOnlyCollection<string> GetIds(bool? isRead) =>
        [.. InOrder.Where(task => isRead is null || task.Latest is not null == isRead).Select(task => task.Id)];

    public WaitSnapshot GetSnapshot(TimeSpan now)
    {
        PendingTask? oldest = Pending.Where(task => task.RunTimes is not null)
            .OrderByDescending(task => task.AgeAt(now)).FirstOrDefault();
        return new WaitSnapshot(
            _added,
            _added - _pending.Count,
            Pending.GroupBy(task => task.StatusText).ToDictionary(group => group.Key, group => group.Count()),
            now)
        {
            Oldest = oldest?.Latest,
            OldestAge = TimeSpan.FromSeconds(oldest?.AgeAt(now) ?? 0),
            TimeLeft = RemainingTimeEstimate.Compute(Pending, now),
        };
    }
}
