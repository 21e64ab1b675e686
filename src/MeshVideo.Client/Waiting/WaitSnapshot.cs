using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>How far a wait is.</summary>
/// <param name="Total">Tasks waited for so far.</param>
/// <param name="Ended">Tasks no longer waited for.</param>
/// <param name="Statuses">How many of the others are in which state, by the service's word.</param>
/// <param name="Elapsed">Since the wait began.</param>
public sealed record WaitSnapshot(int Total, int Ended, IReadOnlyDictionary<string, int> Statuses, TimeSpan Elapsed)
{
    /// <summary>The task that was made first of those still waited for; null as long as no look has told.</summary>
    public VideoTask? Oldest { get; init; }

    /// <summary>How long that task has been going on.</summary>
    public TimeSpan OldestAge { get; init; }

    /// <summary>
    /// An estimate of the time until all have ended, from how long such tasks took before; null where that is not known.
    /// </summary>
    public TimeSpan? TimeLeft { get; init; }
}
