namespace MeshVideo;

/// <summary>Why a task failed (<c>error</c>).</summary>
/// <param name="Code">The provider's code, such as <c>content_policy_violation</c>.</param>
/// <param name="Message">The provider's words.</param>
public sealed record VideoTaskError(string? Code, string? Message)
{
    /// <summary>The code and the words, as they may be shown.</summary>
    /// <returns>One line, without the queries of links.</returns>
    public override string ToString() => DisplayText.Sanitize((Code, Message) switch
    {
        (null, _) => Message ?? string.Empty,
        (_, null) => Code,
        _ => $"{Code}: {Message}",
    });
}
