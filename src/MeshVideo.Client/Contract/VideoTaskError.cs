namespace MeshVideo;

/// <summary>Describes why a task failed (<c>error</c>).</summary>
/// <param name="Code">The provider's code, such as <c>content_policy_violation</c>.</param>
/// <param name="Message">The provider's message.</param>
public sealed record VideoTaskError(string? Code, string? Message)
{
    /// <summary>Formats the code and the message, made safe to show.</summary>
    /// <returns>One line, without the queries of links.</returns>
    public override string ToString() => DisplayText.Sanitize((Code, Message) switch
    {
        (null, _) => Message ?? string.Empty,
        (_, null) => Code,
        _ => $"{Code}: {Message}",
    });
}
