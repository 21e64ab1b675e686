using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Waiting;

/// <summary>What is known of how long tasks take, by service, model and tier: a flexible tier may take hours.</summary>
internal sealed class KnownRunTimes
{
    // A plan made anew costs a moment's computing, however many end in that moment.
    private static readonly TimeSpan RefitTime = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<(string Service, string? Model, string? Tier), RunTimes> _kinds = [];
    private TimeSpan _refittedAt = -RefitTime;

    /// <summary>When what was learned meanwhile has to be taken in; nothing where nothing was.</summary>
    public TimeSpan? RefitDue => _kinds.Values.Any(runTimes => runTimes.IsStale) ? _refittedAt + RefitTime : null;

    public RunTimes Of(MeshVideoClient client, VideoTask task)
    {
        (string, string?, string?) kind = (client.Connection.ToString(), task.Model, task.ServiceTier);
        if (!_kinds.TryGetValue(kind, out RunTimes? runTimes))
        {
            runTimes = new RunTimes();
            _kinds.Add(kind, runTimes);
        }

        return runTimes;
    }

    /// <summary>Takes what was learned into the plans, now and then.</summary>
    /// <returns>The kinds whose plans changed.</returns>
    public IReadOnlyList<RunTimes> Refit(TimeSpan now)
    {
        if (now < _refittedAt + RefitTime)
        {
            return [];
        }

        List<RunTimes> changed = [];
        foreach (RunTimes runTimes in _kinds.Values)
        {
            if (runTimes.Refit())
            {
                changed.Add(runTimes);
            }
        }

        _refittedAt = changed.Count > 0 ? now : _refittedAt;
        return changed;
    }
}
