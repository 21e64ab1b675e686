using System.Collections.Generic;

namespace MeshVideo;

/// <summary>Represents a page of the service's list of tasks.</summary>
/// <param name="Tasks">The tasks, newest first (<c>data</c>).</param>
/// <param name="HasMore">Whether more pages follow (<c>has_more</c>).</param>
/// <param name="Total">The number of all matching tasks (<c>total</c>); null if the service does not return it.</param>
public sealed record VideoTaskPage(IReadOnlyList<VideoTask> Tasks, bool HasMore, long? Total)
{
    /// <summary>Gets the number of rows that the service returned, including those that could not be read.</summary>
    internal int Rows { get; init; } = Tasks.Count;
}
