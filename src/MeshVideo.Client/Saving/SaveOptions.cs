using System;

namespace MeshVideo;

/// <summary>How to save.</summary>
public sealed record SaveOptions
{
    /// <summary>How many downloads may be under way at once; 4 by default.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Whether to replace files that are there, and to fetch again what is saved already.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to save the last frame beside the video, where the task has one.</summary>
    public bool IncludeLastFrame { get; init; }

    /// <summary>A file that stays out of reach for so long is given up, so that a batch goes on.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>A body that brings nothing for so long is dead.</summary>
    internal TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(30);
}
