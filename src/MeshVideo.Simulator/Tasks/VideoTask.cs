using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Simulator.Tasks;

/// <summary>A task with its specification, its state and its database record.</summary>
internal sealed class VideoTask
{
    private readonly Lock _gate = new();
    private readonly TaskPlan _plan;
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskState? _finish;
    private TaskRecord _record;
    private int _fileVersion;

    public VideoTask(
        string id, long sequence, string owner, DateTimeOffset createdAt, TaskSpec spec, TaskPlan plan, TimeProvider clock)
    {
        Id = id;
        Sequence = sequence;
        Owner = owner;
        CreatedAt = createdAt;
        Spec = spec;
        _plan = plan;
        _clock = clock;
        _record = new TaskRecord(new TaskState(TaskStatuses.Queued, createdAt), Links: null);
    }

    public string Id { get; }

    public long Sequence { get; }

    /// <summary>The key that created the task.</summary>
    public string Owner { get; }

    public DateTimeOffset CreatedAt { get; }

    public TaskSpec Spec { get; }

    /// <summary>The database record.</summary>
    public TaskRecord Record => Volatile.Read(ref _record);

    /// <summary>The version of the file, which increases when the file is replaced.</summary>
    public int FileVersion => Volatile.Read(ref _fileVersion);

    /// <summary>The current state by the clock, which may be newer than the database record.</summary>
    public TaskState State
    {
        get
        {
            lock (_gate)
            {
                return _finish ?? _plan.GetState(CreatedAt, _clock.GetUtcNow());
            }
        }
    }

    public void ReplaceFile() => Interlocked.Increment(ref _fileVersion);

    /// <summary>Reads the current state and updates the database record.</summary>
    public TaskRecord Refresh(TaskLinks links)
    {
        lock (_gate)
        {
            TaskState state = _finish ?? _plan.GetState(CreatedAt, _clock.GetUtcNow());
            TaskRecord record = new(state, state.Status == TaskStatuses.Succeeded ? links : null);
            Volatile.Write(ref _record, record);
            return record;
        }
    }

    /// <summary>Ends the task immediately, unless it has already ended.</summary>
    public bool TryFinish(string status, string? errorCode)
    {
        lock (_gate)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            if (_finish is not null || _plan.GetState(CreatedAt, now).IsTerminal)
            {
                return false;
            }

            _finish = TaskState.Ended(status, now, errorCode);
        }

        _finished.SetResult();
        return true;
    }

    /// <summary>Completes when the task is no longer in this state, by the clock or by <see cref="TryFinish"/>.</summary>
    public async Task<TaskState> WaitForChangeAsync(TaskState state, CancellationToken cancellationToken)
    {
        // A timer may fire slightly early, and its maximum is 49 days.
        TaskState now;
        while ((now = State).Status == state.Status)
        {
            TimeSpan left = _plan.GetEnd(state.Status) is { } end ? CreatedAt + end - _clock.GetUtcNow() : TimeSpan.MaxValue;
            TimeSpan wait = TimeSpan.FromMilliseconds(Math.Clamp(left.TotalMilliseconds, 1, int.MaxValue));
            await _finished.Task.WaitAsync(wait, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return now;
    }
}
