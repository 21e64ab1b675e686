using System.Collections.Generic;

namespace MeshVideo;

/// <summary>One page of the service's list.</summary>
/// <param name="Tasks">The tasks, newest first (<c>data</c>).</param>
/// <param name="HasMore">Whether another page follows (<c>has_more</c>).</param>
/// <param name="Total">How many tasks match in all (<c>total</c>), if the service says.</param>
public sealed record VideoTaskPage(IReadOnlyList<VideoTask> Tasks, bool HasMore, long? Total)
{
    /// <summary>How many rows the page has at the service, counting those that could not be read.</summary>
    internal int Rows { get; init; } = Tasks.Count;
}
