using System.Collections.Generic;

namespace MeshVideo.Simulator.Validation;

/// <summary>Everything wrong with a request, in the order found.</summary>
internal sealed class Violations
{
    private readonly List<Violation> _all = [];

    public bool Any => _all.Count > 0;

    public IReadOnlyList<Violation> All => _all;

    public void Add(string type, string message, params IReadOnlyList<object> location) =>
        _all.Add(new Violation(type, message, location));

    /// <summary>A value that by itself is well formed, but not taken here.</summary>
    public void Refuse(string field, string message) => Add("value_error", message, "body", field);
}
