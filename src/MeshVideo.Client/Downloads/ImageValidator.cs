using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace MeshVideo.Downloads;

/// <summary>Checks that a downloaded file is a complete image.</summary>
internal static class ImageValidator
{
    /// <summary>Some encoders append a few bytes after the end marker of a JPEG.</summary>
    private const int MaximumJpegTrailer = 4096;

    /// <returns>What is wrong with the file, or null.</returns>
    public static string? Validate(Stream file)
    {
        string? type = ContentSniffer.DetectType(file);
        if (type?.StartsWith("image/", StringComparison.Ordinal) != true)
        {
            return $"its content is {type ?? "not an image"}";
        }

        bool isComplete = type switch
        {
            "image/png" => IsCompletePng(file),
            "image/jpeg" => IsCompleteJpeg(file),
            "image/webp" => IsCompleteWebP(file),
            _ => true,
        };
        return isComplete ? null : "the image is truncated";
    }

    // A PNG file is a sequence of chunks that state their length. The last one is named IEND.
    private static bool IsCompletePng(Stream file)
    {
        const int signatureLength = 8;
        const int chunkOverhead = 12;
        byte[] header = new byte[8];
        long position = signatureLength;
        while (ContentSniffer.ReadAt(file, position, header) == header.Length)
        {
            position += BinaryPrimitives.ReadUInt32BigEndian(header) + chunkOverhead;
            if (Encoding.ASCII.GetString(header, 4, 4) == "IEND")
            {
                return position <= file.Length;
            }
        }

        return false;
    }

    private static bool IsCompleteJpeg(Stream file)
    {
        byte[] tail = new byte[Math.Min(MaximumJpegTrailer, file.Length)];
        int read = ContentSniffer.ReadAt(file, file.Length - tail.Length, tail);
        return tail.AsSpan(0, read).IndexOf([(byte)0xFF, (byte)0xD9]) >= 0;
    }

    private static bool IsCompleteWebP(Stream file)
    {
        byte[] header = new byte[8];
        return ContentSniffer.ReadAt(file, 0, header) == header.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)) + 8L <= file.Length;
    }
}
