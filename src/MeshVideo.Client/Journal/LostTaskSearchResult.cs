using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>Represents the result of the search for the task of a lost response.</summary>
/// <param name="Match">The task; null if the match is ambiguous.</param>
/// <param name="Candidates">All tasks that can be that of the row or of an identical row.</param>
/// <param name="Rows">The number of identical rows whose responses were lost at that time.</param>
internal sealed record LostTaskSearchResult(VideoTask? Match, IReadOnlyList<VideoTask> Candidates, int Rows)
{
    /// <summary>Gets whether a candidate can be the task of a row with different content whose response was lost.</summary>
    public bool HasCompetingRows { get; init; }

    /// <summary>Gets whether the list is too long to search.</summary>
    public bool IsListTooLong { get; init; }
}
