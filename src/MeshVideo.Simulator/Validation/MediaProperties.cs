namespace MeshVideo.Simulator.Validation;

/// <summary>The properties of the media of a request that could be read.</summary>
internal sealed record MediaProperties
{
    public double VideoSeconds { get; set; }

    public double AudioSeconds { get; set; }

    public (int Width, int Height)? FirstImage { get; set; }
}
