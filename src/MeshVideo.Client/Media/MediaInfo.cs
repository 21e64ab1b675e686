namespace MeshVideo.Media;

/// <summary>
/// The properties that a media file declares. A property is null if it is absent, or if the file contradicts itself.
/// </summary>
internal sealed record MediaInfo
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    public double? DurationSeconds { get; init; }

    public double? FrameRate { get; init; }

    /// <summary>Whether the file ends too early.</summary>
    public bool IsTruncated { get; init; }
}
