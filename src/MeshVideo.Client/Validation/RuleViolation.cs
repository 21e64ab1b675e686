namespace MeshVideo;

/// <summary>One thing about a request that the service does not take.</summary>
/// <param name="Parameter">The name of the property of <see cref="VideoRequest"/> in the singular, with its index in a list: <c>Duration</c>, <c>ReferenceImage[2]</c>.</param>
/// <param name="Actual">What was given.</param>
/// <param name="Allowed">What would be taken.</param>
public sealed record RuleViolation(string Parameter, string Actual, string Allowed)
{
    /// <summary>Whether no wish to send it all the same can be fulfilled: there is nothing to send.</summary>
    internal bool IsUnsendable { get; init; }

    /// <summary>The parameter, the value found, and the limit.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Parameter}: {Actual}; allowed: {Allowed}";
}
