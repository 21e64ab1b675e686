namespace MeshVideo;

/// <summary>Describes a value of a request that the service does not accept.</summary>
/// <param name="Parameter">
/// The name of the property of <see cref="VideoRequest"/> in the singular, with its index in a list: <c>Duration</c>,
/// <c>ReferenceImage[2]</c>.
/// </param>
/// <param name="Actual">The value in the request.</param>
/// <param name="Allowed">The values that the service accepts.</param>
public sealed record RuleViolation(string Parameter, string Actual, string Allowed)
{
    /// <summary>Gets whether the request cannot be sent even without validation, because a file cannot be read.</summary>
    internal bool IsUnsendable { get; init; }

    /// <summary>Formats the input, the actual value and the allowed values.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Parameter}: {Actual}; allowed: {Allowed}";
}
