using System.Collections.Generic;

namespace MeshVideo.Validation;

/// <summary>Collects the violations and warnings of a request, in the order in which they are found.</summary>
internal sealed class ValidationResultBuilder
{
    public List<RuleViolation> Violations { get; } = [];

    public List<string> Warnings { get; } = [];

    public void AddViolation(string parameter, string actual, string allowed) =>
        Violations.Add(new RuleViolation(parameter, actual, allowed));

    public void AddUnsendable(string parameter, string actual, string allowed) =>
        Violations.Add(new RuleViolation(parameter, actual, allowed) { IsUnsendable = true });

    public void AddWarning(string text) => Warnings.Add(text);
}
