using System;

namespace MeshVideo;

/// <summary>How a <see cref="VideoDownloader"/> downloads.</summary>
public sealed record DownloadOptions
{
    /// <summary>The maximum number of concurrent downloads; 4 by default.</summary>
    public int MaximumConcurrency { get; init; } = 4;

    /// <summary>Whether to replace existing files, and to download again what is already saved.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether to save the last frame beside the video, if the task has one.</summary>
    public bool IncludeLastFrame { get; init; }

    /// <summary>How long a download may make no progress before it fails, so that the rest of a batch continues.</summary>
    internal TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long a connection may bring no data before it is closed.</summary>
    internal TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
