using System.Collections.Generic;
using System.Linq;

namespace MeshVideo;

/// <summary>What the rules say of a request.</summary>
/// <param name="Violations">Everything that the service does not take.</param>
/// <param name="Warnings">What could not be judged, and is sent as it is.</param>
public sealed record ValidationResult(IReadOnlyList<RuleViolation> Violations, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the request may be sent.</summary>
    public bool IsValid => Violations.Count == 0;

    /// <summary>All violations as one error.</summary>
    /// <returns>An exception of kind <see cref="MeshVideoErrorKind.InvalidRequest"/> to throw; null for a request that is accepted.</returns>
    public MeshVideoException? ToException() => IsValid ? null : new MeshVideoException(MeshVideoErrorKind.InvalidRequest, Message)
    {
        Details = [.. Violations.Select(violation => new ErrorDetail(violation.Parameter, $"{violation.Actual}; allowed: {violation.Allowed}", Type: null))],
        Remedies = Violations.Any(violation => violation.IsUnsendable) ? [] : [Remedy.SkipValidation],
    };

    private string Message
    {
        get
        {
            string list = Violations.Count == 1
                ? $"The service does not take this request: {Violations[0]}."
                : $"The service does not take this request, for {Violations.Count} reasons: {string.Join(" ", Violations.Select((violation, index) => $"({index + 1}) {violation}."))}";
            return $"{list} Nothing was sent.";
        }
    }
}
