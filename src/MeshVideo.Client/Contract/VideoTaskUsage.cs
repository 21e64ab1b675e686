namespace MeshVideo;

/// <summary>What a task used (<c>usage</c>).</summary>
/// <param name="CompletionTokens">The tokens that are billed (<c>completion_tokens</c>).</param>
/// <param name="TotalTokens">All tokens (<c>total_tokens</c>).</param>
public sealed record VideoTaskUsage(long? CompletionTokens, long? TotalTokens)
{
    /// <summary>The billed tokens.</summary>
    /// <returns>A number, or nothing.</returns>
    public override string ToString() => CompletionTokens?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;
}
