using System.Collections.Generic;
using System.Linq;

namespace MeshVideo;

/// <summary>Represents the result of validating a request.</summary>
/// <param name="Violations">The values that the service does not accept; empty if the request is valid.</param>
/// <param name="Warnings">Messages about values that could not be validated. They are sent nevertheless.</param>
public sealed record ValidationResult(IReadOnlyList<RuleViolation> Violations, IReadOnlyList<string> Warnings)
{
    /// <summary>Gets whether the request is valid.</summary>
    public bool IsValid => Violations.Count == 0;

    /// <summary>Creates an exception with all violations.</summary>
    /// <returns>An exception of kind <see cref="MeshVideoErrorKind.InvalidRequest"/>; null if the request is valid.</returns>
    public MeshVideoException? ToException() =>
        IsValid ? null : new MeshVideoException(MeshVideoErrorKind.InvalidRequest, Message)
    {
        Details =
        [
            .. Violations.Select(
                violation =>
                    new ErrorDetail(violation.Parameter, $"{violation.Actual}; allowed: {violation.Allowed}", Type: null)),
        ],
        Remedies = Violations.Any(violation => violation.IsUnsendable) ? [] : [Remedy.SkipValidation],
    };

    private string Message
    {
        get
        {
            IEnumerable<string> items = Violations.Select((violation, index) => $"({index + 1}) {violation}.");
            string list = Violations.Count == 1
                ? $"The request is not valid: {Violations[0]}."
                : $"The request is not valid for {Violations.Count} reasons: {string.Join(" ", items)}";
            return $"{list} Nothing was sent.";
        }
    }
}
