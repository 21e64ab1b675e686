namespace MeshVideo.Media;

/// <summary>What a file's own header tells about it; null is what it does not tell, or contradicts itself about.</summary>
internal sealed record MediaMeasure
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    public double? Seconds { get; init; }

    public double? FramesPerSecond { get; init; }

    /// <summary>Whether the file ends before it should.</summary>
    public bool IsCut { get; init; }
}
