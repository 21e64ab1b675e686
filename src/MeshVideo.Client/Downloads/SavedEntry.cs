using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>A file that was downloaded, checked and saved. It is unchanged while its length and time are.</summary>
/// <param name="TaskId">The id of the task.</param>
/// <param name="Artifact">Which of the task's artifacts it is (<see cref="Artifact.Name"/>).</param>
/// <param name="Type">Its MIME type, if its extension depends on it; null in sidecars of early versions.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastWriteTicks">Its time of last write: ticks, UTC.</param>
internal sealed record SavedEntry(
    [property: JsonPropertyName("task")] string TaskId,
    [property: JsonPropertyName("file")] string Artifact,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("modified")] long LastWriteTicks);
