using System.Collections.Generic;

namespace MeshVideo.Waiting;

/// <summary>What is known of how long one model's tasks take: from those that ended in this wait, and from the service's own history.</summary>
internal sealed class RunTimes
{
    private static readonly LookPlan UnknownPlan = new(RunTimeDistribution.Unknown);

    private readonly LogHistogram _ended = new();

    /// <summary>Whether something was learned that the plan does not know yet.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Whether any task of the kind was seen to end.</summary>
    public bool IsKnown => _ended.Count > 0;

    /// <summary>The tasks of this kind that are waited for.</summary>
    public HashSet<WatchedTask> Watched { get; } = [];

    /// <summary>Whether the service's history was, or is being, asked for.</summary>
    public bool HistoryAsked { get; set; }

    public RunTimeDistribution Distribution { get; private set; } = RunTimeDistribution.Unknown;

    public LookPlan Plan { get; private set; } = UnknownPlan;

    public void Learn(double seconds)
    {
        _ended.Add(seconds);
        IsStale = true;
    }

    /// <summary>Takes into account what was learned since the last time.</summary>
    /// <returns>Whether that was anything.</returns>
    public bool Refit()
    {
        if (!IsStale)
        {
            return false;
        }

        LogHistogram unfinished = new();
        foreach (WatchedTask watched in Watched)
        {
            unfinished.Add(watched.AgeAtLook);
        }

        IsStale = false;
        Distribution = RunTimeFit.Fit(_ended, unfinished);
        Plan = new LookPlan(Distribution);
        return true;
    }
}
