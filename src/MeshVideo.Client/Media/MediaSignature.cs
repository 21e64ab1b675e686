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

    private const char AnyByte = '.';

    // Other boxes may precede the one that shows the type: free space, a preview, or data of the program that wrote the file.
    private const int MaximumLeadingBoxes = 64;

    // The first bytes of a file, as characters; the first match counts.
    private static readonly (string Pattern, string MimeType)[] Signatures =
    [
        ("\u0089PNG\r\n\u001A\n", "image/png"),
        ("\u00FF\u00D8\u00FF", "image/jpeg"),
        ("GIF8", "image/gif"),
        ("RIFF....WAVE", "audio/wav"),
        ("RF64....WAVE", "audio/wav"),
        ("BW64....WAVE", "audio/wav"),
        ("RIFX....WAVE", "audio/wav"),
        ("RIFF....WEBP", "image/webp"),
        ("....ftypqt  ", "video/quicktime"),
        ("....ftyphei", "image/heic"),
        ("....ftyphev", "image/heic"),
        ("....ftypmif1", "image/heif"),
        ("....ftypmsf1", "image/heif"),
        ("....ftypavif", "image/avif"),
        ("....ftypavis", "image/avif"),
        ("....ftypjp2 ", "image/jp2"),
        ("....ftypjpx ", "image/jp2"),
        ("....ftypjxl ", "image/jxl"),
        ("....ftypM4A ", "audio/mp4"),
        ("....ftyp", "video/mp4"),
        // Old QuickTime files have no file type box.
        ("....moov", "video/quicktime"),
        ("....mdat", "video/quicktime"),
        ("....wide", "video/quicktime"),
        // A segment of a fragmented MP4.
        ("....styp", "video/mp4"),
        ("....sidx", "video/mp4"),
        ("....moof", "video/mp4"),
        ("BM", "image/bmp"),
        ("II*\0", "image/tiff"),
        ("MM\0*", "image/tiff"),
        // BigTIFF.
        ("II+\0", "image/tiff"),
        ("MM\0+", "image/tiff"),
        ("\u001AE\u00DF\u00A3", "video/webm"),
        ("fLaC", "audio/flac"),
        ("OggS", "audio/ogg"),
        ("ID3", "audio/mpeg"),
    ];

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
        foreach ((string pattern, string mimeType) in Signatures)
        {
            if (Matches(head, pattern))
            {
                return mimeType;
            }
        }

        // An MPEG audio frame begins with eleven set bits; the layer bits of an MP3 are 01.
        return head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 ? "audio/mpeg" : null;
    }

    private static string? DetectFromBoxes(RandomAccessReader file) =>
        new BoxReader(file).TopLevel.Take(MaximumLeadingBoxes)
            .Select(box => DetectMimeType(
                [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(box.Type), .. file.Read(box.ContentStart, HeaderLength)]))
            .FirstOrDefault(type => type is not null);

    private static bool Matches(ReadOnlySpan<byte> head, string pattern)
    {
        int length = 0;
        while (length < pattern.Length && length < head.Length && (pattern[length] == AnyByte || pattern[length] == head[length]))
        {
            length++;
        }

        return length == pattern.Length;
    }
}
