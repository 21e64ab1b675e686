using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>How far a wait is.</summary>
/// <param name="Total">Tasks waited for so far.</param>
/// <param name="Ended">Tasks no longer waited for.</param>
/// <param name="Statuses">How many of the others are in which state, by the service's word.</param>
/// <param name="Elapsed">Since the wait began.</param>
public sealed record WaitSnapshot(int Total, int Ended, IReadOnlyDictionary<string, int> Statuses, TimeSpan Elapsed);
