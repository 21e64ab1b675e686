using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The course that a task takes when nobody interferes: how long it queues and runs, and how it ends.</summary>
internal sealed record TaskPlan(TimeSpan Queue, TimeSpan Run, TimeSpan Expiry, string Outcome, string? ErrorCode = null)
{
    /// <summary>A status that it reports for ever; null for the usual course.</summary>
    public string? StuckAt { get; init; }

    /// <summary>How long after its creation it ends; null if never.</summary>
    public TimeSpan? Life => StuckAt is not null ? null : IsLate ? Expiry : Queue + Run;

    /// <summary>How long after its creation a status ends that does not last; null if it lasts.</summary>
    public TimeSpan? EndOf(string status) => status == TaskStatuses.Queued && Queue < Life ? Queue : Life;

    private bool IsLate => Queue + Run > Expiry;

    /// <summary>The plan of a task that has been over from the start, or never will be.</summary>
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
