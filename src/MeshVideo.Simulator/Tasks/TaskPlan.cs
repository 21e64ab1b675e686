using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The planned course of a task: how long it is queued and runs, and how it ends.</summary>
internal sealed record TaskPlan(TimeSpan Queue, TimeSpan Run, TimeSpan Expiry, string Outcome, string? ErrorCode = null)
{
    /// <summary>A status that the task always reports; null for the normal course.</summary>
    public string? StuckAt { get; init; }

    /// <summary>The time from the creation to the end; null if the task never ends.</summary>
    public TimeSpan? Life => StuckAt is not null ? null : IsLate ? Expiry : Queue + Run;

    /// <summary>The time from the creation to the end of a status; null if the status is final.</summary>
    public TimeSpan? EndOf(string status) => status == TaskStatuses.Queued && Queue < Life ? Queue : Life;

    private bool IsLate => Queue + Run > Expiry;

    /// <summary>Creates the plan of a task that has already ended, or never ends.</summary>
    public static TaskPlan Fixed(string status) =>
        TaskStatuses.IsTerminal(status)
            ? new TaskPlan(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.MaxValue, status)
            : new TaskPlan(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.MaxValue, status) { StuckAt = status };

    public TaskState StateAt(DateTimeOffset createdAt, DateTimeOffset now)
    {
        if (StuckAt is not null)
        {
            return new TaskState(StuckAt, createdAt);
        }

        if (createdAt + Life!.Value is var end && end <= now)
        {
            return TaskState.Ended(IsLate ? TaskStatuses.Expired : Outcome, end, ErrorCode);
        }

        return now >= createdAt + Queue
            ? new TaskState(TaskStatuses.Running, createdAt + Queue)
            : new TaskState(TaskStatuses.Queued, createdAt);
    }
}
