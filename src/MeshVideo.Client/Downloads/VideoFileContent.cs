namespace MeshVideo;

/// <summary>What a saved file contains.</summary>
public enum VideoFileContent
{
    /// <summary>The video.</summary>
    Video,

    /// <summary>The last frame of the video, an image.</summary>
    LastFrame,
}
