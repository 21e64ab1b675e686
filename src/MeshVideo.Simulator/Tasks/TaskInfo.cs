using System;
using System.Collections.Generic;

namespace MeshVideo.Simulator.Tasks;

/// <summary>A task, for the control routes of the simulator.</summary>
public sealed record TaskInfo
{
    /// <summary>The id of the task.</summary>
    public required string Id { get; init; }

    /// <summary>The index of the key that created the task. The key itself is not shown.</summary>
    public required int Key { get; init; }

    /// <summary>The current status by the clock.</summary>
    public required string Status { get; init; }

    /// <summary>The creation time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>The attempts to send a callback.</summary>
    public required IReadOnlyList<CallbackDelivery> Callbacks { get; init; }
}
