using System;

namespace MeshVideo.Simulator.Validation;

/// <summary>Detects media formats by the declared type and by the first bytes.</summary>
internal static class MediaFormat
{
    public static string? FromMimeType(string mediaType) => mediaType switch
    {
        "image/jpeg" or "image/jpg" => "jpeg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/bmp" or "image/x-ms-bmp" => "bmp",
        "image/tiff" => "tiff",
        "image/gif" => "gif",
        "image/heic" or "image/heif" => "heif",
        "video/mp4" => "mp4",
        "video/quicktime" or "video/mov" => "mov",
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav",
        "audio/mpeg" or "audio/mp3" => "mp3",
        _ => null,
    };

    public static string? Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "png";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "jpeg";
        }

        if (bytes.StartsWith("GIF8"u8))
        {
            return "gif";
        }

        if (bytes.StartsWith("BM"u8))
        {
            return "bmp";
        }

        if (bytes.StartsWith("II*\0"u8)
            || bytes.StartsWith("MM\0*"u8)
            || bytes.StartsWith("II+\0"u8)
            || bytes.StartsWith("MM\0+"u8))
        {
            return "tiff";
        }

        if (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12)
        {
            return bytes[8..].StartsWith("WEBP"u8) ? "webp" : bytes[8..].StartsWith("WAVE"u8) ? "wav" : null;
        }

        if (bytes.Length >= 12
            && bytes[8..].StartsWith("WAVE"u8)
            && (bytes.StartsWith("RF64"u8) || bytes.StartsWith("BW64"u8) || bytes.StartsWith("RIFX"u8)))
        {
            return "wav";
        }

        if (bytes.StartsWith("ID3"u8) || (bytes is [0xFF, var sync, ..] && (sync & 0xE6) is 0xE2))
        {
            return "mp3";
        }

        foreach (BoxReader box in new BoxReader(bytes))
        {
            // Free space, a preview and other boxes may precede the box that identifies the format.
            if (DetectBoxes(box.Type, box.Body) is { } format)
            {
                return format;
            }
        }

        return bytes.Length >= 12 ? DetectBoxes(bytes[4..8], bytes[8..12]) : null;
    }

    /// <summary>Whether MPEG audio starts after zeros or after the end of a frame. Later frames are not checked.</summary>
    public static bool IsPaddedMp3(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> sound = bytes.TrimStart((byte)0);
        for (int at = 0; at + 1 < sound.Length && at < 3000; at++)
        {
            if (sound[at] == 0xFF && (sound[at + 1] & 0xE0) == 0xE0 && (sound[at + 1] & 0x06) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string? DetectBoxes(ReadOnlySpan<byte> type, ReadOnlySpan<byte> brand)
    {
        if (type.SequenceEqual("moov"u8) || type.SequenceEqual("mdat"u8) || type.SequenceEqual("wide"u8))
        {
            return "mov";
        }

        if (type.SequenceEqual("styp"u8) || type.SequenceEqual("sidx"u8) || type.SequenceEqual("moof"u8))
        {
            return "mp4";
        }

        if (!type.SequenceEqual("ftyp"u8))
        {
            return null;
        }

        if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif"u8) || brand.StartsWith("msf"u8))
        {
            return "heif";
        }

        return brand.SequenceEqual("qt  "u8) ? "mov" : "mp4";
    }
}
