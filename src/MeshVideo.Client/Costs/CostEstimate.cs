using System.Globalization;

namespace MeshVideo;

/// <summary>Describes what a video will cost, as far as it is known. A value that is null is not known, not zero.</summary>
public sealed record CostEstimate
{
    /// <summary>Gets the number of tokens.</summary>
    public long? Tokens { get; init; }

    /// <summary>Gets the price of 1,000,000 tokens in USD, with the discount of the key.</summary>
    public decimal? UsdPer1MTokens { get; init; }

    /// <summary>Gets the cost in USD.</summary>
    public decimal? Usd => UsdPer1MTokens == 0 ? 0 : Tokens * UsdPer1MTokens / 1_000_000;

    /// <summary>
    /// Gets whether the video may cost more, because the service bills a minimum for the videos among the inputs that is not
    /// published.
    /// </summary>
    public bool IsLowerBound { get; init; }

    /// <summary>Gets why the cost is not known; null if it is.</summary>
    public string? UnknownReason { get; init; }

    /// <summary>Formats an amount of USD for people.</summary>
    /// <param name="usd">The amount.</param>
    /// <returns>The amount with 2 to 4 decimals, and the currency.</returns>
    public static string Format(decimal usd) => string.Format(CultureInfo.InvariantCulture, "{0:#,0.00##} USD", usd);

    /// <summary>Formats the tokens, their price and the cost.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string tokens = Tokens is { } count
            ? string.Format(CultureInfo.InvariantCulture, "{0}{1:#,0} tokens", IsLowerBound ? "at least " : string.Empty, count)
            : "unknown tokens";
        string rate = UsdPer1MTokens is { } price ? $" at {Format(price)} per 1M tokens" : string.Empty;
        string cost = Usd is { } usd ? Format(usd) : $"not known, because {UnknownReason}";
        return $"{tokens}{rate}: {cost}";
    }
}
