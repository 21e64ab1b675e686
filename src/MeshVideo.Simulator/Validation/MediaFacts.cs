namespace MeshVideo.Simulator.Validation;

/// <summary>What the media of a request tell about the video: as far as they could be read.</summary>
internal sealed record MediaFacts
{
    public double VideoSeconds { get; set; }

    public double AudioSeconds { get; set; }

    public (int Width, int Height)? FirstImage { get; set; }
}
