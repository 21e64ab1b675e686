using System.Collections.Generic;

namespace MeshVideo.Validation;

/// <summary>What the rules find about one request, in the order found.</summary>
internal sealed class ValidationResultBuilder
{
    public List<RuleViolation> Violations { get; } = [];

    public List<string> Warnings { get; } = [];

    public void AddViolation(string parameter, string found, string limit) => Violations.Add(new RuleViolation(parameter, found, limit));

    public void AddUnsendable(string parameter, string found, string limit) =>
        Violations.Add(new RuleViolation(parameter, found, limit) { IsUnsendable = true });

    public void AddWarning(string text) => Warnings.Add(text);
}
