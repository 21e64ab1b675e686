using System;
using System.Threading;

namespace MeshVideo;

/// <summary>A create was called off after it began to go out: a task may exist, and may be charged.</summary>
public sealed class CreateInterruptedException : OperationCanceledException
{
    internal CreateInterruptedException(DateTimeOffset sentAt, DateTimeOffset createdAfter, CancellationToken token)
        : base("The request was canceled while it was under way.", token)
    {
        SentAt = sentAt;
        CreatedAfter = createdAfter;
    }

    /// <summary>From when on its task can have been created, by the service's clock and with a margin.</summary>
    public DateTimeOffset CreatedAfter { get; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; }
}
