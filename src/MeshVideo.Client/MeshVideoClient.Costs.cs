using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Http;

namespace MeshVideo;

/// <content>The prices and charges.</content>
public sealed partial class MeshVideoClient
{
    /// <summary>The time for which the service keeps tasks, with a margin.</summary>
    private static readonly TimeSpan ChargePeriod = TimeSpan.FromDays(8);

    /// <summary>Reads the prices, to estimate costs.</summary>
    /// <param name="table">The table of models, for the sizes and durations of videos.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The estimator, which knows the prices.</returns>
    /// <exception cref="MeshVideoException">
    /// The request failed, after all attempts; <see cref="MeshVideoErrorKind.CostUnknown"/> if the service lists no prices.
    /// </exception>
    public async Task<CostEstimator> ReadPricesAsync(ModelTable table, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<VideoModel> models = await ListModelsAsync(table, cancellationToken).ConfigureAwait(false);
        return models.Any(model => model.HasPrice)
            ? new CostEstimator(table, models)
            : throw new MeshVideoException(MeshVideoErrorKind.CostUnknown, "The service lists no prices.");
    }

    /// <summary>
    /// Reads what the service has charged for tasks, with one request, and sets their cost. The tasks are found by the ids of the
    /// requests that created them.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The number of tasks that have succeeded and whose charge was not found.</returns>
    /// <exception cref="MeshVideoException">The request failed, after all attempts.</exception>
    public async Task<int> ReadChargesAsync(IReadOnlyList<VideoTask> tasks, CancellationToken cancellationToken = default)
    {
        VideoTask[] succeeded = [.. tasks.Where(task => task.Status == VideoTaskStatus.Succeeded)];
        VideoTask[] identified = [.. succeeded.Where(task => task.CreateRequestId is not null)];
        if (identified.Length > 0)
        {
            DateTimeOffset since = identified.Min(task => task.CreatedAt) ?? DateTimeOffset.UtcNow - ChargePeriod;
            Dictionary<string, decimal> charges = await RetryReadAsync(
                (timeout, token) => ReadChargesOnceAsync(since, timeout, token), cancellationToken).ConfigureAwait(false);
            foreach (VideoTask task in identified)
            {
                task.Charge = charges.TryGetValue(task.CreateRequestId!, out decimal usd) ? usd : task.Charge;
            }
        }

        return succeeded.Count(task => task.Charge is null);
    }

    private async Task<Dictionary<string, decimal>> ReadChargesOnceAsync(
        DateTimeOffset since, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ApiResponse response = await _transport.ReadAsync(
            Connection.Base.Endpoint("usage/events"),
            ChargeReader.FormatQuery(since),
            taskId: null,
            timeout,
            cancellationToken).ConfigureAwait(false);
        JsonElement document = response.Read("a list of charges");
        return ChargeReader.Read(document)
            ?? throw (ErrorResponseMapper.HasError(document)
                ? ErrorResponseMapper.ToException(response, taskId: null, Connection.Redactor)
                : response.CreateInvalidResponseException("a list of charges", cause: null));
    }
}
