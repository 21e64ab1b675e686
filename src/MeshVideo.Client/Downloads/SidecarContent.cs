using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>The content of a sidecar: what is saved at the path, and what is being downloaded to it.</summary>
/// <remarks>
/// There can be both: a saved file stays valid while a new download is to replace it, also if that never completes.
/// </remarks>
internal sealed record SidecarContent
{
    public static readonly SidecarContent Empty = new();

    /// <summary>The saved file.</summary>
    [JsonPropertyName("saved")]
    public SavedEntry? Saved { get; init; }

    /// <summary>The file that <see cref="Saved"/> replaces. It is still there if the run died before the rename.</summary>
    [JsonPropertyName("replaced")]
    public SavedEntry? Replaced { get; init; }

    /// <summary>The content of the part file.</summary>
    [JsonPropertyName("part")]
    public PartialEntry? Part { get; init; }

    /// <summary>Whether it only reserves space on the disk, and holds nothing that a later run could use.</summary>
    [JsonIgnore]
    public bool IsPlaceholder => Saved is null && Replaced is null && Part is { FlushedLength: 0 };
}
