using System;
using System.Collections.Generic;
using System.IO;

namespace MeshVideo.Media;

/// <summary>The MIME type of a file with unknown content: that of its extension, or the usual one of the required kind.</summary>
internal static class FallbackMimeType
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".jpe"] = "image/jpeg",
        [".jfif"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".bmp"] = "image/bmp",
        [".dib"] = "image/bmp",
        [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff",
        [".gif"] = "image/gif",
        [".heic"] = "image/heic",
        [".heif"] = "image/heif",
        [".avif"] = "image/avif",
        [".mp4"] = "video/mp4",
        [".m4v"] = "video/mp4",
        [".mov"] = "video/quicktime",
        [".qt"] = "video/quicktime",
        [".webm"] = "video/webm",
        [".mkv"] = "video/x-matroska",
        [".avi"] = "video/x-msvideo",
        [".wav"] = "audio/wav",
        [".wave"] = "audio/wav",
        [".mp3"] = "audio/mpeg",
        [".m4a"] = "audio/mp4",
        [".aac"] = "audio/aac",
        [".flac"] = "audio/flac",
        [".ogg"] = "audio/ogg",
    };

    public static string Get(MediaInput input) =>
        ByExtension.TryGetValue(Path.GetExtension(input.Source.Path!), out string? mimeType) ? mimeType
        : input.Kind switch
        {
            MediaKind.Image => "image/jpeg",
            MediaKind.Video => "video/mp4",
            _ => "audio/mpeg",
        };
}
