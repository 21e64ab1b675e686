using System;

namespace MeshVideo;

/// <summary>How to wait.</summary>
public sealed record WaitOptions
{
    /// <summary>How long to wait in all, counted from the making of the waiter; without end by default. Zero means: look once.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The time between two looks at a task; by default it follows from how long such tasks take.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>How many looks may be under way at once; 8 by default.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>Whether the first task that ends is enough.</summary>
    public bool Any { get; init; }
}
