using System;
using System.Collections.Generic;
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

    private static readonly Dictionary<string, string> ImageExtensions = new()
    {
        ["image/jpeg"] = ".jpg",
        ["image/webp"] = ".webp",
        ["image/gif"] = ".gif",
        ["image/bmp"] = ".bmp",
        ["image/tiff"] = ".tiff",
        ["image/heic"] = ".heic",
        ["image/heif"] = ".heif",
        ["image/avif"] = ".avif",
    };

    /// <summary>The MIME type of a fetched one, where its name follows from that.</summary>
    public string? TypeOf(Stream file) => this == LastFrame ? FileBytes.TypeOf(file) : null;

    /// <summary>The path of one with a type: a last frame has the extension of its format.</summary>
    public string PathOf(string target, string? type) =>
        this == LastFrame && type is not null && ImageExtensions.TryGetValue(type, out string? extension) ? Path.ChangeExtension(target, extension) : target;
}
