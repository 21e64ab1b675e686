using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>The progress of a wait.</summary>
/// <param name="Total">The number of tasks added so far.</param>
/// <param name="Ended">The number of tasks that are no longer waited for.</param>
/// <param name="Statuses">How many of the others have which status, in the service's words.</param>
/// <param name="Elapsed">The time since the start of the wait.</param>
public sealed record WaitSnapshot(int Total, int Ended, IReadOnlyDictionary<string, int> Statuses, TimeSpan Elapsed)
{
    /// <summary>The pending task that was created first; null until one was read.</summary>
    public VideoTask? Oldest { get; init; }

    /// <summary>The age of that task.</summary>
    public TimeSpan OldestAge { get; init; }

    /// <summary>An estimate of the time until all tasks have ended; null while the run times of such tasks are unknown.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
