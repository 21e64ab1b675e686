using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The planned course of a task: how long it is queued and runs, and how it ends.</summary>
internal sealed record TaskPlan(TimeSpan Queue, TimeSpan Run, TimeSpan Expiry, string Outcome, string? ErrorCode = null)
{
    /// <summary>A status that the task always reports; null for the normal course.</summary>
    public string? FixedStatus { get; init; }

    /// <summary>The time from the creation to the end; null if the task never ends.</summary>
    public TimeSpan? Lifetime => FixedStatus is not null ? null : Expires ? Expiry : Queue + Run;

    /// <summary>The time from the creation to the end of a status; null if the status is final.</summary>
    public TimeSpan? GetEnd(string status) => status == TaskStatuses.Queued && Queue < Lifetime ? Queue : Lifetime;

    private bool Expires => Queue + Run > Expiry;

    /// <summary>Creates the plan of a task that has already ended, or never ends.</summary>
    public static TaskPlan CreateFixed(string status) =>
        TaskStatuses.IsTerminal(status)
            ? new TaskPlan(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.MaxValue, status)
            : new TaskPlan(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.MaxValue, status) { FixedStatus = status };

    public TaskState GetState(DateTimeOffset createdAt, DateTimeOffset now)
    {
        if (FixedStatus is not null)
        {
            return new TaskState(FixedStatus, createdAt);
        }

        if (createdAt + Lifetime!.Value is var end && end <= now)
        {
            return TaskState.Ended(Expires ? TaskStatuses.Expired : Outcome, end, ErrorCode);
        }

        return now >= createdAt + Queue
            ? new TaskState(TaskStatuses.Running, createdAt + Queue)
            : new TaskState(TaskStatuses.Queued, createdAt);
    }
}
