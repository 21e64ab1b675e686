using System.Collections.Generic;

namespace MeshVideo.Simulator.Validation;

/// <summary>The violations of a request, in the order in which they were found.</summary>
internal sealed class Violations
{
    private readonly List<Violation> _all = [];

    public bool Any => _all.Count > 0;

    public IReadOnlyList<Violation> All => _all;

    public void Add(string type, string message, params IReadOnlyList<object> location) =>
        _all.Add(new Violation(type, message, location));

    /// <summary>Adds a violation for a value that is well formed but not permitted.</summary>
    public void AddInvalidValue(string field, string message) => Add("value_error", message, "body", field);
}
