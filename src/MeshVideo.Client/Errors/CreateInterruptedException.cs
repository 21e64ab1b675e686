using System;
using System.Threading;

namespace MeshVideo;

/// <summary>
/// The exception that is thrown when a create is canceled after sending began. A task may exist, and may be charged.
/// </summary>
public sealed class CreateInterruptedException : OperationCanceledException
{
    internal CreateInterruptedException(DateTimeOffset sentAt, DateTimeOffset createdAfter, CancellationToken token)
        : base("The request was canceled while it was being sent.", token)
    {
        SentAt = sentAt;
        CreatedAfter = createdAfter;
    }

    /// <summary>Gets the earliest time when the task can have been created, by the service's clock, including a margin.</summary>
    public DateTimeOffset CreatedAfter { get; }

    /// <summary>Gets the time when the request was sent, by the clock of this machine.</summary>
    public DateTimeOffset SentAt { get; }
}
