using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshVideo.Json;

/// <summary>A task as the service writes it.</summary>
internal sealed class TaskDocument
{
    public string? Id { get; set; }

    public string? Status { get; set; }

    public string? Model { get; set; }

    public JsonElement Error { get; set; }

    public long? CreatedAt { get; set; }

    public long? UpdatedAt { get; set; }

    /// <summary>An object by the service's types, an array by one page of its documentation.</summary>
    public JsonElement Content { get; set; }

    public long? Seed { get; set; }

    public string? Resolution { get; set; }

    public string? Ratio { get; set; }

    public long? Duration { get; set; }

    public long? Frames { get; set; }

    [JsonPropertyName("framespersecond")]
    public long? FramesPerSecond { get; set; }

    public bool? GenerateAudio { get; set; }

    public string? SafetyIdentifier { get; set; }

    public long? Priority { get; set; }

    public bool? Draft { get; set; }

    public string? DraftTaskId { get; set; }

    public string? ServiceTier { get; set; }

    public long? ExecutionExpiresAfter { get; set; }

    public JsonElement Usage { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
