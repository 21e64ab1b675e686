using System;
using System.IO;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>The formats by their names in the contract.</summary>
internal static class MediaFormat
{
    // The first MIME type of a format is its own; data URIs call it by any of them. A format without a name is not in the
    // contract.
    private static readonly (string? Name, string[] MimeTypes, string[] Extensions)[] Formats =
    [
        ("jpeg", ["image/jpeg", "image/jpg"], [".jpg", ".jpeg", ".jpe", ".jfif"]),
        ("png", ["image/png"], [".png"]),
        ("webp", ["image/webp"], [".webp"]),
        ("bmp", ["image/bmp", "image/x-ms-bmp"], [".bmp", ".dib"]),
        ("tiff", ["image/tiff"], [".tif", ".tiff"]),
        ("gif", ["image/gif"], [".gif"]),
        ("heic", ["image/heic"], [".heic"]),
        ("heif", ["image/heif"], [".heif"]),
        (null, ["image/avif"], [".avif"]),
        ("mp4", ["video/mp4"], [".mp4", ".m4v"]),
        ("mov", ["video/quicktime", "video/mov"], [".mov", ".qt"]),
        (null, ["video/webm"], [".webm"]),
        (null, ["video/x-matroska"], [".mkv"]),
        (null, ["video/x-msvideo"], [".avi"]),
        ("wav", ["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"], [".wav", ".wave"]),
        ("mp3", ["audio/mpeg", "audio/mp3"], [".mp3"]),
        (null, ["audio/mp4"], [".m4a"]),
        (null, ["audio/aac"], [".aac"]),
        (null, ["audio/flac"], [".flac"]),
        (null, ["audio/ogg"], [".ogg"]),
    ];

    /// <summary>Finds the contract's name of a format.</summary>
    /// <returns>Null if the contract does not name the format.</returns>
    public static string? FromMimeType(string mimeType) =>
        Formats.FirstOrDefault(format => format.MimeTypes.Contains(mimeType, StringComparer.OrdinalIgnoreCase)).Name;

    /// <summary>
    /// Gets the MIME type of a file with unknown content: that of its extension, or the usual one of the required kind.
    /// </summary>
    public static string GetFallbackMimeType(MediaInput input)
    {
        string extension = Path.GetExtension(input.Source.Path!);
        string[]? mimeTypes = Formats.FirstOrDefault(
            format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase)).MimeTypes;
        return mimeTypes?[0] ?? input.Kind switch
        {
            MediaKind.Image => "image/jpeg",
            MediaKind.Video => "video/mp4",
            _ => "audio/mpeg",
        };
    }

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
