using System;
using System.Text;

namespace MeshVideo.Media;

/// <summary>Tells a file's type from its first bytes; its name may say anything.</summary>
internal static class MediaSignature
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 16;

    /// <returns>The MIME type, or null where the bytes are of none that we know.</returns>
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

        if (Has(head, 0, "RIFF"))
        {
            return Has(head, 8, "WEBP") ? "image/webp" : Has(head, 8, "WAVE") ? "audio/wav" : null;
        }

        if (Has(head, 4, "ftyp"))
        {
            return MimeTypeOfBrand(head.Slice(8));
        }

        // QuickTime before it had a file type box.
        if (Has(head, 4, "moov") || Has(head, 4, "mdat") || Has(head, 4, "wide"))
        {
            return "video/quicktime";
        }

        if (Has(head, 0, "BM"))
        {
            return "image/bmp";
        }

        if (Has(head, 0, "II*\0") || Has(head, 0, "MM\0*"))
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

    private static string MimeTypeOfBrand(ReadOnlySpan<byte> brand) =>
        Has(brand, 0, "qt  ") ? "video/quicktime"
        : Has(brand, 0, "hei") || Has(brand, 0, "hev") ? "image/heic"
        : Has(brand, 0, "mif1") || Has(brand, 0, "msf1") ? "image/heif"
        : Has(brand, 0, "avif") || Has(brand, 0, "avis") ? "image/avif"
        : Has(brand, 0, "M4A ") ? "audio/mp4"
        : "video/mp4";

    private static bool Has(ReadOnlySpan<byte> head, int offset, string ascii) =>
        head.Length >= offset + ascii.Length && head.Slice(offset, ascii.Length).SequenceEqual(Encoding.ASCII.GetBytes(ascii));
}
