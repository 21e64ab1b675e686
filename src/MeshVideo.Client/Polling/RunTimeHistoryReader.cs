using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Polling;

/// <summary>Reads the run times of a model's latest tasks from the service's list: one request, which saves many polls.</summary>
internal static class RunTimeHistoryReader
{
    private const int TaskCount = 20;
    private const double OutlierFactor = 4;

    /// <summary>Reads the run times in seconds.</summary>
    /// <param name="client">The service.</param>
    /// <param name="sample">A task of the model and service tier.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="MeshVideoException">The list could not be read.</exception>
    public static async Task<double[]> ReadAsync(MeshVideoClient client, VideoTask sample, CancellationToken cancellationToken)
    {
        VideoTaskQuery query = new() { Statuses = ["succeeded"], Models = sample.Model is null ? [] : [sample.Model] };
        VideoTaskPage page = await client.ListOnceAsync(query, offset: 0, TaskCount, cancellationToken).ConfigureAwait(false);
        double[] seconds =
        [
            .. page.Tasks.Where(task => task.Model == sample.Model && task.ServiceTier == sample.ServiceTier)
                .Select(task => task.UpdatedAt - task.CreatedAt)
                .OfType<TimeSpan>().Where(time => time >= TimeSpan.Zero)
                .Select(time => time.TotalSeconds)
                .OrderBy(time => time),
        ];
        // The service may have noticed an end long after it came about, when somebody read the task.
        double median = seconds.Length == 0 ? 0 : seconds[seconds.Length / 2];
        return [.. seconds.Where(time => time <= median * OutlierFactor && time >= median / OutlierFactor)];
    }
}
