using System;
using System.IO;
using System.Linq;
using System.Text;

namespace MeshVideo.Media;

/// <summary>Detects the type of a file from its content, because its name may be wrong.</summary>
internal static class MediaSignature
{
    /// <summary>The number of bytes that <see cref="DetectMimeType(ReadOnlySpan{byte})"/> needs.</summary>
    public const int HeaderLength = 16;

    // Other boxes may precede the one that shows the type: free space, a preview, or data of the program that wrote the file.
    private const int MaximumLeadingBoxes = 64;

    /// <summary>Detects the MIME type of a file.</summary>
    /// <returns>Null if the content is of no known type.</returns>
    public static string? DetectMimeType(Stream stream)
    {
        RandomAccessReader file = new(stream);
        return DetectMimeType(file.Read(0, HeaderLength))
            ?? DetectFromBoxes(file) ?? (Mp3Probe.IsMp3(file) ? "audio/mpeg" : null);
    }

    /// <summary>Detects the MIME type from the first bytes.</summary>
    /// <returns>Null if they are of no known type.</returns>
    public static string? DetectMimeType(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "image/png";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }

        if (HasText(head, 0, "GIF8"))
        {
            return "image/gif";
        }

        if (HasText(head, 8, "WAVE")
            && (HasText(head, 0, "RIFF") || HasText(head, 0, "RF64") || HasText(head, 0, "BW64") || HasText(head, 0, "RIFX")))
        {
            return "audio/wav";
        }

        if (HasText(head, 0, "RIFF") && HasText(head, 8, "WEBP"))
        {
            return "image/webp";
        }

        if (head.Length >= 8 && DetectFromBox(head.Slice(4), head.Slice(8)) is { } type)
        {
            return type;
        }

        if (HasText(head, 0, "BM"))
        {
            return "image/bmp";
        }

        // The last two are BigTIFF.
        if (HasText(head, 0, "II*\0") || HasText(head, 0, "MM\0*") || HasText(head, 0, "II+\0") || HasText(head, 0, "MM\0+"))
        {
            return "image/tiff";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return "video/webm";
        }

        if (HasText(head, 0, "fLaC") || HasText(head, 0, "OggS"))
        {
            return HasText(head, 0, "fLaC") ? "audio/flac" : "audio/ogg";
        }

        // An MPEG audio frame begins with eleven set bits; the layer bits of an MP3 are 01.
        bool isMp3 = head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2;
        return HasText(head, 0, "ID3") || isMp3 ? "audio/mpeg" : null;
    }

    private static string? DetectFromBoxes(RandomAccessReader file) =>
        new BoxReader(file).TopLevel.Take(MaximumLeadingBoxes)
            .Select(box => DetectFromBox(Encoding.ASCII.GetBytes(box.Type), file.Read(box.ContentStart, HeaderLength)))
            .FirstOrDefault(type => type is not null);

    private static string? DetectFromBox(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (HasText(type, 0, "ftyp"))
        {
            return DetectFromBrand(content);
        }

        // Old QuickTime files have no file type box.
        if (HasText(type, 0, "moov") || HasText(type, 0, "mdat") || HasText(type, 0, "wide"))
        {
            return "video/quicktime";
        }

        // A segment of a fragmented MP4.
        return HasText(type, 0, "styp") || HasText(type, 0, "sidx") || HasText(type, 0, "moof") ? "video/mp4" : null;
    }

    private static string DetectFromBrand(ReadOnlySpan<byte> brand) =>
        HasText(brand, 0, "qt  ") ? "video/quicktime"
        : HasText(brand, 0, "hei") || HasText(brand, 0, "hev") ? "image/heic"
        : HasText(brand, 0, "mif1") || HasText(brand, 0, "msf1") ? "image/heif"
        : HasText(brand, 0, "avif") || HasText(brand, 0, "avis") ? "image/avif"
        : HasText(brand, 0, "jp2 ") || HasText(brand, 0, "jpx ") ? "image/jp2"
        : HasText(brand, 0, "jxl ") ? "image/jxl"
        : HasText(brand, 0, "M4A ") ? "audio/mp4"
        : "video/mp4";

    private static bool HasText(ReadOnlySpan<byte> head, int offset, string ascii) =>
        head.Length >= offset + ascii.Length && head.Slice(offset, ascii.Length).SequenceEqual(Encoding.ASCII.GetBytes(ascii));
}
