using System.Collections.Generic;

namespace MeshVideo.Campaign;

/// <summary>What the audit of a scenario says.</summary>
/// <param name="Findings">What must never happen, and did.</param>
/// <param name="IsAsked">Whether the user was asked to decide about a row whose answer was lost.</param>
internal sealed record Verdict(IReadOnlyList<Finding> Findings, bool IsAsked);
