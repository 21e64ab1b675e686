using System;
using System.Collections.Generic;

namespace MeshVideo.Simulator.Tasks;

/// <summary>A task as the one who runs the simulator sees it.</summary>
public sealed record TaskInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: the place of the key among the keys (the key itself is not shown).</summary>
    public required int Key { get; init; }

    /// <summary>Its status by the clock.</summary>
    public required string Status { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its model.</summary>
    public required string Model { get; init; }

    /// <summary>Its prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>The attempts to call back.</summary>
    public required IReadOnlyList<CallbackDelivery> Callbacks { get; init; }
}
