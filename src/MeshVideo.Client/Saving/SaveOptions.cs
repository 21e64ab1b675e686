namespace MeshVideo;

/// <summary>How to save.</summary>
public sealed record SaveOptions
{
    /// <summary>How many downloads may be under way at once; 4 by default.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Whether to replace files that are there.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to save the last frame beside the video, where the task has one.</summary>
    public bool IncludeLastFrame { get; init; }
}
