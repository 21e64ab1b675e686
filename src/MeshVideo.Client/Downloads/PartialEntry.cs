using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>An unfinished download: how much of which version of which file is in the part file.</summary>
internal sealed class PartialEntry
{
    /// <summary>The id of the task.</summary>
    [JsonPropertyName("task")]
    public required string TaskId { get; init; }

    /// <summary>Which of the task's artifacts it is (<see cref="Artifact.Name"/>).</summary>
    [JsonPropertyName("file")]
    public required string Artifact { get; init; }

    /// <summary>The link without its query, which is a secret.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The strong entity tag of the version; empty while no bytes are recorded.</summary>
    [JsonPropertyName("e_tag")]
    public required string ETag { get; init; }

    /// <summary>The length of the whole file in bytes, if the host has sent it.</summary>
    [JsonPropertyName("length")]
    public long? Length { get; init; }

    /// <summary>How many bytes are on the disk. After a power failure, the rest of the part file may be anything.</summary>
    [JsonPropertyName("flushed")]
    public required long FlushedLength { get; init; }
}
