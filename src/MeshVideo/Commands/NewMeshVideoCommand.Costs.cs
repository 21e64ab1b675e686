using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <content>The cost: estimates with -WhatIf, and the limit of -MaxCost.</content>
public sealed partial class NewMeshVideoCommand
{
    private readonly CostSummary _costs = new();
    private CostEstimator? _estimator;

    private SpendingLimit? CreateSpendingLimit()
    {
        if (MaxCost is not { } maximum)
        {
            return null;
        }

        _estimator = RunOrTerminate(ReadRequiredPrices);
        return new SpendingLimit(_estimator, maximum, AllowUnknownCost);
    }

    private CostEstimator ReadRequiredPrices()
    {
        try
        {
            return Await(Connect().ReadPricesAsync(EstimateTable, StopToken));
        }
        catch (MeshVideoException exception)
        {
            throw new MeshVideoException(
                exception.Kind,
                $"-MaxCost requires the prices of the service, which are not known: {exception.Message} Nothing was sent.",
                exception)
            {
                Remedies = exception.Remedies,
                StatusCode = exception.StatusCode,
                RequestId = exception.RequestId,
            };
        }
    }

    /// <summary>Estimates the cost of a row. With -WhatIf, the prices are read for the first one.</summary>
    private void EstimateCost(PreparedRequest request) => request.EstimateCost(
        _estimator ??= IsWhatIf ? ReadPrices(EstimateTable) : new CostEstimator(EstimateTable));

    private ModelTable EstimateTable => _models ?? ModelTable.Default;

    // The sum is shown like the rows, as a message of -WhatIf.
    private void ShowCosts()
    {
        if (IsWhatIf && _costs.Count > 1)
        {
            string limit = MaxCost is { } maximum
                ? $" -MaxCost is {CostEstimate.Format(maximum)}. Videos that would exceed it are not created."
                : string.Empty;
            ShouldProcess($"All rows: {_costs}{limit}", string.Empty, string.Empty);
        }
    }
}
