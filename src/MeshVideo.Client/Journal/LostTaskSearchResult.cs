using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>What the service's list tells of a lost answer.</summary>
/// <param name="Match">The task, where there can be no mistake.</param>
/// <param name="Candidates">All tasks that can be it or an identical row's.</param>
/// <param name="Rows">How many identical rows lost their answers at that time.</param>
internal sealed record LostTaskSearchResult(VideoTask? Match, IReadOnlyList<VideoTask> Candidates, int Rows)
{
    /// <summary>Whether a row of other content with a lost answer may have made one of the candidates.</summary>
    public bool HasCompetingRows { get; init; }

    /// <summary>Whether the list had no end in sight.</summary>
    public bool IsListTooLong { get; init; }
}
