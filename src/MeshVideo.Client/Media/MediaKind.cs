namespace MeshVideo.Media;

/// <summary>The kind of a media input.</summary>
internal enum MediaKind
{
    /// <summary>An image (<c>image_url</c>).</summary>
    Image,

    /// <summary>A video (<c>video_url</c>).</summary>
    Video,

    /// <summary>Sound (<c>audio_url</c>).</summary>
    Audio,
}
