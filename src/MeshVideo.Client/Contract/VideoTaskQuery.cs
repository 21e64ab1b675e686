using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>Which tasks to list; what is left out does not narrow the list.</summary>
public sealed record VideoTaskQuery
{
    /// <summary>The service's words for the statuses wanted (<c>status</c>).</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>The models wanted (<c>model</c>).</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Made at this time or later (<c>created_after</c>).</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Made before this time (<c>created_before</c>).</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}
