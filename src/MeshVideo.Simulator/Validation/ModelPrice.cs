using System.Globalization;

namespace MeshVideo.Simulator.Validation;

/// <summary>What a model costs in USD, as decimal text. What is null has no rate.</summary>
internal sealed record ModelPrice
{
    private const decimal Million = 1_000_000;

    /// <summary>What <see cref="InputPerUnit"/> and <see cref="OutputPerUnit"/> count.</summary>
    public required string Unit { get; init; }

    public string? InputPerUnit { get; init; }

    public string? OutputPerUnit { get; init; }

    /// <summary>For a million tokens of output without sound, from no clip.</summary>
    public string? Completion { get; init; }

    /// <summary>For a million tokens of output with sound.</summary>
    public string? WithAudio { get; init; }

    /// <summary>For a million tokens of output where a clip is among the inputs.</summary>
    public string? WithVideo { get; init; }

    public bool IsFree => Completion == "0";

    public static ModelPrice Tokens(string completion, string? withAudio = null, string? withVideo = null) => new()
    {
        Unit = "per_1m_tokens",
        OutputPerUnit = completion,
        Completion = completion,
        WithAudio = withAudio,
        WithVideo = withVideo,
    };

    public static string? Discounted(string? rate, decimal discountPercent) =>
        rate is null || discountPercent == 0 ? null : Text(Parse(rate) * (1 - (discountPercent / 100)));

    /// <summary>What a video costs; null where no rate for it is known.</summary>
    public string? CostOf(long tokens, bool hasAudio, bool hasInputVideo, decimal discountPercent)
    {
        string? rate = hasInputVideo ? WithVideo : hasAudio ? WithAudio : Completion;
        return rate is null ? null : Text(tokens * Parse(rate) / Million * (1 - (discountPercent / 100)));
    }

    public static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static decimal Parse(string rate) => decimal.Parse(rate, NumberStyles.Float, CultureInfo.InvariantCulture);
}
