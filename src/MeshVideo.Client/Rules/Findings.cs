using System.Collections.Generic;

namespace MeshVideo.Rules;

/// <summary>What the rules find about one request, in the order found.</summary>
internal sealed class Findings
{
    public List<RuleViolation> Violations { get; } = [];

    public List<string> Warnings { get; } = [];

    public void Refuse(string parameter, string found, string limit) => Violations.Add(new RuleViolation(parameter, found, limit));

    public void RefuseUnsendable(string parameter, string found, string limit) =>
        Violations.Add(new RuleViolation(parameter, found, limit) { IsUnsendable = true });

    public void Warn(string text) => Warnings.Add(text);
}
