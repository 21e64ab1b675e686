namespace MeshVideo;

/// <summary>
/// Describes the prices of a model in USD (<c>pricing</c>). A price that the service does not state, or that is not a valid
/// price, is null, which does not mean free.
/// </summary>
public sealed record VideoModelPricing
{
    /// <summary>
    /// Gets what <see cref="InputUsdPerUnit"/> and <see cref="OutputUsdPerUnit"/> count, such as <c>per_1m_tokens</c> or
    /// <c>per_second</c> (<c>pricing_unit</c>).
    /// </summary>
    public string? Unit { get; init; }

    /// <summary>Gets the price of a unit of input (<c>input_usd_per_unit</c>).</summary>
    public decimal? InputUsdPerUnit { get; init; }

    /// <summary>Gets the price of a unit of output (<c>output_usd_per_unit</c>).</summary>
    public decimal? OutputUsdPerUnit { get; init; }

    /// <summary>
    /// Gets the price of 1,000,000 tokens of output without audio and without a video among the inputs
    /// (<c>completion_usd_per_1m</c>).
    /// </summary>
    public decimal? CompletionUsdPer1M { get; init; }

    /// <summary>Gets the price of 1,000,000 tokens of output with audio (<c>output_with_audio_usd_per_1m</c>).</summary>
    public decimal? OutputWithAudioUsdPer1M { get; init; }

    /// <summary>
    /// Gets the price of 1,000,000 tokens of output with a video among the inputs (<c>output_with_video_usd_per_1m</c>).
    /// </summary>
    public decimal? OutputWithVideoUsdPer1M { get; init; }

    /// <summary>Gets the discount of the key, 0 to 100 (<c>discount_pct</c>). The other prices do not include it.</summary>
    public decimal? DiscountPercent { get; init; }

    /// <summary>Gets <see cref="InputUsdPerUnit"/> with the discount (<c>input_usd_per_unit_discounted</c>).</summary>
    public decimal? InputUsdPerUnitDiscounted { get; init; }

    /// <summary>Gets <see cref="OutputUsdPerUnit"/> with the discount (<c>output_usd_per_unit_discounted</c>).</summary>
    public decimal? OutputUsdPerUnitDiscounted { get; init; }

    /// <summary>Gets <see cref="CompletionUsdPer1M"/> with the discount (<c>completion_usd_per_1m_discounted</c>).</summary>
    public decimal? CompletionUsdPer1MDiscounted { get; init; }

    /// <summary>
    /// Gets <see cref="OutputWithAudioUsdPer1M"/> with the discount (<c>output_with_audio_usd_per_1m_discounted</c>).
    /// </summary>
    public decimal? OutputWithAudioUsdPer1MDiscounted { get; init; }

    /// <summary>
    /// Gets <see cref="OutputWithVideoUsdPer1M"/> with the discount (<c>output_with_video_usd_per_1m_discounted</c>).
    /// </summary>
    public decimal? OutputWithVideoUsdPer1MDiscounted { get; init; }
}
