using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>The fields of a create request. A field is null if it is absent or not well formed.</summary>
internal sealed record CreateRequest
{
    public required string? Model { get; init; }

    public required IReadOnlyList<ContentItem> Content { get; init; }

    public required Uri? CallbackUrl { get; init; }

    public required string? Resolution { get; init; }

    public required string? Ratio { get; init; }

    public required int? Duration { get; init; }

    public required int? Frames { get; init; }

    public required bool? GenerateAudio { get; init; }

    public required bool? ReturnLastFrame { get; init; }

    public required long? Seed { get; init; }

    public required bool? CameraFixed { get; init; }

    public required bool? Watermark { get; init; }

    public required bool? Draft { get; init; }

    public required string? ServiceTier { get; init; }

    public required long? ExecutionExpiresAfter { get; init; }

    public required int? Priority { get; init; }

    public required string? SafetyIdentifier { get; init; }

    /// <summary>The unknown fields, which the simulator accepts and echoes.</summary>
    public required IReadOnlyDictionary<string, JsonElement> UnknownFields { get; init; }
}
