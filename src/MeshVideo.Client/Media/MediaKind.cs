namespace MeshVideo.Media;

/// <summary>What a media input is.</summary>
internal enum MediaKind
{
    /// <summary>A still (<c>image_url</c>).</summary>
    Image,

    /// <summary>A clip (<c>video_url</c>).</summary>
    Video,

    /// <summary>Sound (<c>audio_url</c>).</summary>
    Audio,
}
