namespace MeshVideo;

/// <summary>Describes the usage of a task (<c>usage</c>).</summary>
/// <param name="CompletionTokens">The number of tokens that are billed (<c>completion_tokens</c>).</param>
/// <param name="TotalTokens">The total number of tokens (<c>total_tokens</c>).</param>
public sealed record VideoTaskUsage(long? CompletionTokens, long? TotalTokens)
{
    /// <summary>Formats the number of tokens that are billed.</summary>
    /// <returns>The number; an empty string if it is not known.</returns>
    public override string ToString() =>
        CompletionTokens?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;
}
