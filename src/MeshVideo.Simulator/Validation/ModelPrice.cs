using System.Globalization;

namespace MeshVideo.Simulator.Validation;

/// <summary>The prices of a model in USD, as decimal text. A null price does not apply.</summary>
internal sealed record ModelPrice
{
    private const decimal Million = 1_000_000;

    /// <summary>The unit of <see cref="InputPerUnit"/> and <see cref="OutputPerUnit"/>.</summary>
    public required string Unit { get; init; }

    public string? InputPerUnit { get; init; }

    public string? OutputPerUnit { get; init; }

    /// <summary>The price of a million output tokens without audio and without an input video.</summary>
    public string? Completion { get; init; }

    /// <summary>The price of a million output tokens with audio.</summary>
    public string? WithAudio { get; init; }

    /// <summary>The price of a million output tokens with an input video.</summary>
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

    public static string? ApplyDiscount(string? rate, decimal discountPercent) =>
        rate is null || discountPercent == 0 ? null : Text(Parse(rate) * (1 - (discountPercent / 100)));

    /// <summary>The price of a video; null if it has no rate.</summary>
    public string? GetCost(long tokens, bool hasAudio, bool hasInputVideo, decimal discountPercent)
    {
        string? rate = hasInputVideo ? WithVideo : hasAudio ? WithAudio : Completion;
        return rate is null ? null : Text(tokens * Parse(rate) / Million * (1 - (discountPercent / 100)));
    }

    public static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static decimal Parse(string rate) => decimal.Parse(rate, NumberStyles.Float, CultureInfo.InvariantCulture);
}
