using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <content>The prices.</content>
public sealed partial class MeshVideoClient
{
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
}
