using System;
using System.Buffers.Binary;
using System.IO;
using MeshVideo.Media;

namespace MeshVideo.Downloads;

/// <summary>Checks that a downloaded file is a complete image.</summary>
internal static class ImageValidator
{
    private const int HeaderLength = 8;
    private const int PngChunkOverhead = 12;

    /// <summary>Some encoders append a few bytes after the end marker of a JPEG.</summary>
    private const int MaximumJpegTrailer = 4096;

    /// <returns>What is wrong with the file, or null.</returns>
    public static string? Validate(Stream stream)
    {
        string? type = ContentSniffer.DetectType(stream);
        if (type?.StartsWith("image/", StringComparison.Ordinal) != true)
        {
            return $"its content is {type ?? "not an image"}";
        }

        RandomAccessReader file = new(stream, MaximumJpegTrailer);
        bool isComplete = type switch
        {
            "image/png" => IsCompletePng(file),
            "image/jpeg" => IsCompleteJpeg(file),
            "image/webp" => BinaryPrimitives.ReadUInt32LittleEndian(file.Read(4, 4)) + (long)HeaderLength <= file.Length,
            _ => true,
        };
        return isComplete ? null : "the image is truncated";
    }

    private static bool IsCompleteJpeg(RandomAccessReader file) =>
        file.Read(Math.Max(0, file.Length - MaximumJpegTrailer), MaximumJpegTrailer).IndexOf([(byte)0xFF, (byte)0xD9]) >= 0;

    // A PNG file is a signature and a sequence of chunks that state their length. The last one is named IEND.
    private static bool IsCompletePng(RandomAccessReader file)
    {
        long position = HeaderLength;
        while (file.Read(position, HeaderLength) is { Length: HeaderLength } header)
        {
            position += BinaryPrimitives.ReadUInt32BigEndian(header) + PngChunkOverhead;
            if (header.Slice(4).SequenceEqual("IEND"u8))
            {
                return position <= file.Length;
            }
        }

        return false;
    }
}
