using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>The content of a sidecar. A saved file stays valid while a download is to replace it, even if that fails.</summary>
/// <param name="Saved">The saved file.</param>
/// <param name="Replaced">The file that it replaced. It is still there if the run died before the rename.</param>
/// <param name="Part">The content of the part file.</param>
internal sealed record SidecarContent(
    [property: JsonPropertyName("saved")] SavedEntry? Saved = null,
    [property: JsonPropertyName("replaced")] SavedEntry? Replaced = null,
    [property: JsonPropertyName("part")] PartialEntry? Part = null)
{
    public static readonly SidecarContent Empty = new();

    /// <summary>Whether it only reserves space on the disk, and holds nothing that a later run could use.</summary>
    [JsonIgnore]
    public bool IsPlaceholder => Saved is null && Replaced is null && Part is { FlushedLength: 0 };
}
