using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>An unfinished download: how much of which version of which file is in the part file.</summary>
/// <param name="TaskId">The id of the task.</param>
/// <param name="Artifact">Which of the task's artifacts it is (<see cref="Artifact.Name"/>).</param>
/// <param name="Source">The link without its query, which is a secret.</param>
/// <param name="ETag">The strong entity tag of the version; empty while no bytes are recorded.</param>
/// <param name="Length">The length of the whole file in bytes, if the host has sent it.</param>
/// <param name="FlushedLength">How many bytes are on the disk. After a power failure, the rest may be anything.</param>
internal sealed record PartialEntry(
    [property: JsonPropertyName("task")] string TaskId,
    [property: JsonPropertyName("file")] string Artifact,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("e_tag")] string ETag,
    [property: JsonPropertyName("length")] long? Length,
    [property: JsonPropertyName("flushed")] long FlushedLength);
