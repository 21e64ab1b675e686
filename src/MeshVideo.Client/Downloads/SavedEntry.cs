using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>A file that was downloaded, checked and saved. It is unchanged while its length and time are.</summary>
internal sealed class SavedEntry
{
    /// <summary>The id of the task.</summary>
    [JsonPropertyName("task")]
    public required string TaskId { get; init; }

    /// <summary>Which of the task's artifacts it is (<see cref="Artifact.Name"/>).</summary>
    [JsonPropertyName("file")]
    public required string Artifact { get; init; }

    /// <summary>Its MIME type, if its extension depends on it; null for a video, and in sidecars of earlier versions.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Its length in bytes.</summary>
    [JsonPropertyName("length")]
    public required long Length { get; init; }

    /// <summary>Its time of last write: ticks, UTC.</summary>
    [JsonPropertyName("modified")]
    public required long LastWriteTicks { get; init; }
}
