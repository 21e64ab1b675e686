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

        if (Has(head, 0, "BM"))
        {
            return "image/bmp";
        }

        if (Has(head, 0, "II*\0") || Has(head, 0, "MM\0*"))
        {
            return "image/tiff";
        }

        // An MPEG audio frame begins with eleven set bits; layer bits of zero are reserved (and are what raw AAC has).
        bool isMpegAudio = head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0 && (head[1] & 0x06) != 0;
        return Has(head, 0, "ID3") || isMpegAudio ? "audio/mpeg" : null;
    }

    private static string MimeTypeOfBrand(ReadOnlySpan<byte> brand) =>
        Has(brand, 0, "qt  ") ? "video/quicktime"
        : Has(brand, 0, "hei") || Has(brand, 0, "hev") ? "image/heic"
        : Has(brand, 0, "mif1") || Has(brand, 0, "msf1") ? "image/heif"
        : "video/mp4";

    private static bool Has(ReadOnlySpan<byte> head, int offset, string ascii) =>
        head.Length >= offset + ascii.Length && head.Slice(offset, ascii.Length).SequenceEqual(Encoding.ASCII.GetBytes(ascii));
}
