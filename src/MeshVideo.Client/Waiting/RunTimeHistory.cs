using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Waiting;

/// <summary>Asks the service once how long the last tasks of a model took: one request that saves many.</summary>
internal static class RunTimeHistory
{
    private const int Tasks = 20;
    private const double Outlier = 4;

    /// <summary>Reads the run times, in seconds, of tasks like this one.</summary>
    /// <exception cref="MeshVideoException">They could not be read.</exception>
    public static async Task<IReadOnlyList<double>> ReadAsync(MeshVideoClient client, VideoTask like, CancellationToken cancellationToken)
    {
        VideoTaskQuery query = new() { Statuses = ["succeeded"], Models = like.Model is null ? [] : [like.Model] };
        VideoTaskPage page = await client.ListOnceAsync(query, offset: 0, Tasks, cancellationToken).ConfigureAwait(false);
        double[] seconds =
        [
            .. page.Tasks.Where(task => task.Model == like.Model && task.ServiceTier == like.ServiceTier)
                .Select(task => task.UpdatedAt - task.CreatedAt)
                .OfType<TimeSpan>().Where(time => time >= TimeSpan.Zero)
                .Select(time => time.TotalSeconds)
                .OrderBy(time => time),
        ];
        // An end may have been noted long after it came about, when somebody asked.
        double median = seconds.Length == 0 ? 0 : seconds[seconds.Length / 2];
        return [.. seconds.Where(time => time <= median * Outlier && time >= median / Outlier)];
    }
}
