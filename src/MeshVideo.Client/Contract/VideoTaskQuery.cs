using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>Specifies which tasks to list. Filters that are omitted match all tasks.</summary>
public sealed record VideoTaskQuery
{
    /// <summary>Gets the statuses to match (<c>status</c>), as the service spells them.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Gets the models to match (<c>model</c>).</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Gets the time at or after which the tasks were created (<c>created_after</c>).</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Gets the time before which the tasks were created (<c>created_before</c>).</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}
