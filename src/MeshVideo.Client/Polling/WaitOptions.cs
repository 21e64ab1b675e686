using System;

namespace MeshVideo;

/// <summary>How to wait for tasks.</summary>
public sealed record WaitOptions
{
    /// <summary>
    /// The timeout of the whole wait, from the creation of the waiter; none by default. Zero: poll each task once.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The interval between two polls of a task; by default it follows from the run times of such tasks.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>The maximum number of polls under way; 8 by default.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>Whether the wait ends with the first task that ends.</summary>
    public bool Any { get; init; }
}
