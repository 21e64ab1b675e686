using System.Text.Json.Serialization;

namespace MeshVideo.Saving;

/// <summary>What is known of a target: which file is there, and which one is on its way.</summary>
/// <remarks>
/// Both, because a file that is fetched anew stays what it is until the new one takes its place, also where that never happens.
/// </remarks>
internal sealed record SaveRecord
{
    public static readonly SaveRecord Empty = new();

    /// <summary>The file that was saved.</summary>
    public SavedFile? Saved { get; init; }

    /// <summary>The file whose place that one took, or was about to take: a run that died before the rename leaves it there.</summary>
    public SavedFile? Replaced { get; init; }

    /// <summary>What is in the part file.</summary>
    public UnfinishedFile? Part { get; init; }

    /// <summary>Whether it only holds the place of a record, and tells nothing that a later run could use.</summary>
    [JsonIgnore]
    public bool IsPlaceholder => Saved is null && Replaced is null && Part is { Flushed: 0 };
}
