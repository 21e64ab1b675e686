using System;
using System.IO;

namespace MeshVideo.Saving;

/// <summary>One of the files that a task offers.</summary>
/// <param name="Name">What records call it.</param>
/// <param name="Noun">What people call it.</param>
/// <param name="LinkOf">Where a task offers it.</param>
/// <param name="Objection">What is wrong with a fetched one, or null.</param>
internal sealed record WantedFile(string Name, string Noun, Func<VideoTask, Uri?> LinkOf, Func<Stream, string?> Objection)
{
    public static readonly WantedFile Video = new("video", "video", task => task.VideoUrl, VideoCheck.Objection);

    public static readonly WantedFile LastFrame = new("last_frame", "last frame", task => task.LastFrameUrl, ImageCheck.Objection);
}
