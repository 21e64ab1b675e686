using System;
using System.Collections.Generic;

namespace MeshVideo.Media;

/// <summary>The formats by their names in the contract.</summary>
internal static class MediaFormat
{
    // Data URIs call a format by any of these.
    private static readonly Dictionary<string, string> NamesByMimeType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = "jpeg",
        ["image/jpg"] = "jpeg",
        ["image/png"] = "png",
        ["image/webp"] = "webp",
        ["image/bmp"] = "bmp",
        ["image/x-ms-bmp"] = "bmp",
        ["image/tiff"] = "tiff",
        ["image/gif"] = "gif",
        ["image/heic"] = "heic",
        ["image/heif"] = "heif",
        ["video/mp4"] = "mp4",
        ["video/quicktime"] = "mov",
        ["video/mov"] = "mov",
        ["audio/wav"] = "wav",
        ["audio/x-wav"] = "wav",
        ["audio/wave"] = "wav",
        ["audio/vnd.wave"] = "wav",
        ["audio/mpeg"] = "mp3",
        ["audio/mp3"] = "mp3",
    };

    /// <summary>Finds the contract's name of a format.</summary>
    /// <returns>Null if the contract does not name the format.</returns>
    public static string? FromMimeType(string mimeType) => NamesByMimeType.TryGetValue(mimeType, out string? name) ? name : null;

    /// <summary>
    /// Whether content of an actual type may be declared as another type: MP4 and MOV share a container, HEIC and HEIF too.
    /// </summary>
    public static bool IsSame(string declaredType, string? actualType)
    {
        return Container(FromMimeType(declaredType)) == Container(actualType is null ? null : FromMimeType(actualType));

        static string? Container(string? format) => format switch
        {
            "mov" => "mp4",
            "heif" => "heic",
            _ => format,
        };
    }
}
