namespace MeshVideo.Campaign;

/// <summary>One row of the batch.</summary>
internal sealed record Row(string Prompt, int Duration, string? Ratio, bool ReturnLastFrame)
{
    /// <summary>
    /// What its video costs if it succeeds: 1280 x 720 pixels, 24 frames a second and one more, 1024 pixels a token, and 7 USD
    /// for a million tokens.
    /// </summary>
    public decimal Usd => IsFree(Prompt) ? 0 : 1280 * 720 / 1024 * ((24 * Duration) + 1) * 7m / 1_000_000;

    private static bool IsFree(string prompt) => prompt.EndsWith("failed]", System.StringComparison.Ordinal)
        || prompt.EndsWith("expired]", System.StringComparison.Ordinal);
}
