using System;
using System.Threading;

namespace MeshVideo;

/// <summary>A create was called off after it began to go out: a task may exist, and may be charged.</summary>
public sealed class CreateInterruptedException : OperationCanceledException
{
    internal CreateInterruptedException(DateTimeOffset sentAt, CancellationToken token)
        : base("The request was called off while it was under way.", token) => SentAt = sentAt;

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; }
}
