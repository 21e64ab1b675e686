using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Polling;

/// <summary>The run times by service, model and service tier: a flexible tier may take hours.</summary>
internal sealed class RunTimeStatistics
{
    // A fit costs a moment of processor time, so many tasks that end in one moment share one.
    private static readonly TimeSpan RefitInterval = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<(string Service, string? Model, string? Tier), ModelRunTimes> _models = [];
    private TimeSpan _refitNotBefore;

    /// <summary>When the next refit is due; never while there are no new samples.</summary>
    public TimeSpan RefitDue => _models.Values.Any(model => model.IsStale) ? _refitNotBefore : TimeSpan.MaxValue;

    public ModelRunTimes For(MeshVideoClient client, VideoTask task)
    {
        (string, string?, string?) key = (client.Connection.ToString(), task.Model, task.ServiceTier);
        if (!_models.TryGetValue(key, out ModelRunTimes? model))
        {
            model = new ModelRunTimes();
            _models.Add(key, model);
        }

        return model;
    }

    /// <summary>Fits the distributions of the models with new samples, if that is due.</summary>
    /// <returns>The models whose distributions changed.</returns>
    public IReadOnlyCollection<ModelRunTimes> Refit(TimeSpan now, IReadOnlyCollection<PendingTask> pending)
    {
        if (now < RefitDue)
        {
            return [];
        }

        ModelRunTimes[] stale = [.. _models.Values.Where(model => model.IsStale)];
        foreach (ModelRunTimes model in stale)
        {
            model.Refit(pending.Where(task => task.RunTimes == model).Select(task => task.AgeAtRead));
        }

        _refitNotBefore = now + RefitInterval;
        return stale;
    }
}
