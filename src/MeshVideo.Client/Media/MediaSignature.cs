using System;
using System.IO;
using System.Linq;
using System.Text;

namespace MeshVideo.Media;

/// <summary>Tells a file's type from its content; its name may say anything.</summary>
internal static class MediaSignature
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 16;

    // Before the box that tells there may be others: room left free, a preview, what is the writer's own.
    private const int MostLeading = 64;

    /// <returns>The MIME type, or null where the content is of none that we know.</returns>
    public static string? MimeTypeOf(Stream stream)
    {
        RandomAccessReader file = new(stream);
        return MimeTypeOf(file.Read(0, Length)) ?? MimeTypeOfBoxes(file) ?? (Mp3Probe.IsMp3(file) ? "audio/mpeg" : null);
    }

    /// <returns>The MIME type that the first bytes tell, or null.</returns>
    public static string? MimeTypeOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "image/png";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }

        if (Has(head, 0, "GIF8"))
        {
            return "image/gif";
        }

        if (Has(head, 8, "WAVE")
            && (Has(head, 0, "RIFF") || Has(head, 0, "RF64") || Has(head, 0, "BW64") || Has(head, 0, "RIFX")))
        {
            return "audio/wav";
        }

        if (Has(head, 0, "RIFF") && Has(head, 8, "WEBP"))
        {
            return "image/webp";
        }

        if (head.Length >= 8 && MimeTypeOfBox(head.Slice(4), head.Slice(8)) is { } type)
        {
            return type;
        }

        if (Has(head, 0, "BM"))
        {
            return "image/bmp";
        }

        // The two with a plus are BigTIFF.
        if (Has(head, 0, "II*\0") || Has(head, 0, "MM\0*") || Has(head, 0, "II+\0") || Has(head, 0, "MM\0+"))
        {
            return "image/tiff";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return "video/webm";
        }

        if (Has(head, 0, "fLaC") || Has(head, 0, "OggS"))
        {
            return Has(head, 0, "fLaC") ? "audio/flac" : "audio/ogg";
        }

        // An MPEG audio frame begins with eleven set bits; the layer bits of an MP3 are 01.
        bool isMp3 = head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2;
        return Has(head, 0, "ID3") || isMp3 ? "audio/mpeg" : null;
    }

    private static string? MimeTypeOfBoxes(RandomAccessReader file) =>
        new BoxReader(file).TopLevel.Take(MostLeading)
            .Select(box => MimeTypeOfBox(Encoding.ASCII.GetBytes(box.Type), file.Read(box.ContentStart, Length)))
            .FirstOrDefault(type => type is not null);

    private static string? MimeTypeOfBox(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (Has(type, 0, "ftyp"))
        {
            return MimeTypeOfBrand(content);
        }

        // QuickTime before it had a file type box.
        if (Has(type, 0, "moov") || Has(type, 0, "mdat") || Has(type, 0, "wide"))
        {
            return "video/quicktime";
        }

        // A part of an MP4 that is played while it comes, with or without its index.
        return Has(type, 0, "styp") || Has(type, 0, "sidx") || Has(type, 0, "moof") ? "video/mp4" : null;
    }

    private static string MimeTypeOfBrand(ReadOnlySpan<byte> brand) =>
        Has(brand, 0, "qt  ") ? "video/quicktime"
        : Has(brand, 0, "hei") || Has(brand, 0, "hev") ? "image/heic"
        : Has(brand, 0, "mif1") || Has(brand, 0, "msf1") ? "image/heif"
        : Has(brand, 0, "avif") || Has(brand, 0, "avis") ? "image/avif"
        : Has(brand, 0, "jp2 ") || Has(brand, 0, "jpx ") ? "image/jp2"
        : Has(brand, 0, "jxl ") ? "image/jxl"
        : Has(brand, 0, "M4A ") ? "audio/mp4"
        : "video/mp4";

    private static bool Has(ReadOnlySpan<byte> head, int offset, string ascii) =>
        head.Length >= offset + ascii.Length && head.Slice(offset, ascii.Length).SequenceEqual(Encoding.ASCII.GetBytes(ascii));
}
