using System;
using System.Collections.Generic;
using System.IO;

namespace MeshVideo.Downloads;

/// <summary>A file that a task has produced and the service offers for download.</summary>
/// <param name="Content">What its file contains.</param>
/// <param name="Name">Its name in sidecars.</param>
/// <param name="DisplayName">Its name in messages.</param>
/// <param name="GetUrl">Gets the link from a task.</param>
/// <param name="Validate">Checks a downloaded file, and returns what is wrong with it, or null.</param>
internal sealed record Artifact(
    VideoFileContent Content,
    string Name,
    string DisplayName,
    Func<VideoTask, Uri?> GetUrl,
    Func<Stream, string?> Validate)
{
    public static readonly Artifact Video =
        new(VideoFileContent.Video, "video", "video", task => task.SignedVideoUrl, Mp4Validator.Validate);

    public static readonly Artifact LastFrame = new(
        VideoFileContent.LastFrame, "last_frame", "last frame", task => task.SignedLastFrameUrl, ImageValidator.Validate);

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

    /// <summary>Detects the MIME type of a downloaded file, if its extension depends on it.</summary>
    public string? DetectType(Stream file) => this == LastFrame ? ContentSniffer.DetectType(file) : null;

    /// <summary>The path to save to: a last frame gets the extension of its format.</summary>
    public string GetPath(string targetPath, string? type) =>
        this == LastFrame && type is not null && ImageExtensions.TryGetValue(type, out string? extension)
            ? Path.ChangeExtension(targetPath, extension)
            : targetPath;
}
