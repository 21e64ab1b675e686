using System;

namespace MeshVideo;

/// <content>The cost of the task.</content>
public sealed partial class VideoTask
{
    private const decimal Million = 1_000_000;

    /// <summary>
    /// Gets what the task costs in USD. A task that has succeeded costs what the service has charged, or else its tokens at their
    /// price, and any other task that has ended costs nothing. Null if the task has not ended, or if the cost is not known.
    /// </summary>
    public decimal? Cost => !IsFinished ? null
        : Charge ?? (Status == VideoTaskStatus.Succeeded ? Usage?.CompletionTokens * UsdPer1MTokens / Million : 0);

    /// <summary>Gets where <see cref="Cost"/> comes from; null if it is not known.</summary>
    public CostKind? CostKind =>
        Cost is null ? null : Charge is null ? MeshVideo.CostKind.Estimated : MeshVideo.CostKind.Charged;

    /// <summary>
    /// Gets or sets the price of 1,000,000 tokens in USD, with the discount of the key; null if it is not known.
    /// </summary>
    public decimal? UsdPer1MTokens { get; set; }

    /// <summary>
    /// Gets or sets the service's id of the request that created the task, which also identifies the charge; null if it is not
    /// known.
    /// </summary>
    public string? CreateRequestId { get; set; }

    /// <summary>Gets or sets what the service has charged in USD; null if it is not known.</summary>
    internal decimal? Charge { get; set; }

    /// <summary>Gets or sets what receives the cost when the task has ended.</summary>
    internal Action<decimal>? OnCostKnown { get; set; }

    private void CarryOverCost(VideoTask? earlier)
    {
        UsdPer1MTokens ??= earlier?.UsdPer1MTokens;
        CreateRequestId ??= earlier?.CreateRequestId;
        Charge ??= earlier?.Charge;
        OnCostKnown ??= earlier?.OnCostKnown;
        if (Cost is { } cost)
        {
            OnCostKnown?.Invoke(cost);
        }
    }
}
