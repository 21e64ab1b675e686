using System;
using System.Buffers.Binary;
using System.IO;

namespace MeshVideo.Media;

/// <summary>Reads the size of an image from its header. Pixels are never read.</summary>
internal static class ImageProbe
{
    // Headers are short. A larger buffer would be filled for each of the segments that are skipped.
    private const int BufferLength = 4096;

    public static MediaInfo? Probe(Stream stream, string mimeType)
    {
        RandomAccessReader file = new(stream, BufferLength);
        (int Width, int Height)? size = mimeType switch
        {
            "image/png" => ReadPng(file.ReadExactly(0, 29)),
            "image/jpeg" => JpegProbe.Probe(file),
            "image/gif" => ReadGif(file.ReadExactly(0, 13)),
            "image/bmp" => ReadBmp(file),
            "image/webp" => WebPProbe.Probe(file),
            _ => TiffProbe.Probe(file),
        };

        // A BMP that is stored from top to bottom has a negative height. A JPEG with a height of 0 has it in a later segment.
        return size is { Width: not 0, Height: not 0 } known
            ? new MediaInfo { Width = known.Width, Height = Math.Abs(known.Height) }
            : null;
    }

    /// <summary>The IHDR chunk is the first, after a signature of 8 bytes (W3C PNG, 11.2.1).</summary>
    private static (int Width, int Height)? ReadPng(ReadOnlySpan<byte> header) =>
        header.Slice(12, 4).SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(header.Slice(16)), BinaryPrimitives.ReadInt32BigEndian(header.Slice(20)))
            : null;

    /// <summary>The logical screen follows the signature (GIF89a, 18).</summary>
    private static (int Width, int Height)? ReadGif(ReadOnlySpan<byte> header) =>
        header.StartsWith("GIF87a"u8) || header.StartsWith("GIF89a"u8)
            ? (BinaryPrimitives.ReadUInt16LittleEndian(header.Slice(6)), BinaryPrimitives.ReadUInt16LittleEndian(header.Slice(8)))
            : null;

    /// <summary>The length of the header, which follows a file header of 14 bytes, is its version.</summary>
    private static (int Width, int Height)? ReadBmp(RandomAccessReader file)
    {
        const int Start = 14;
        switch (BinaryPrimitives.ReadInt32LittleEndian(file.ReadExactly(Start, 4)))
        {
            case 12:
                ReadOnlySpan<byte> core = file.ReadExactly(Start + 4, 4);
                return (BinaryPrimitives.ReadUInt16LittleEndian(core), BinaryPrimitives.ReadUInt16LittleEndian(core.Slice(2)));
            case 16 or 40 or 52 or 56 or 64 or 108 or 124:
                ReadOnlySpan<byte> info = file.ReadExactly(Start + 4, 8);
                return (BinaryPrimitives.ReadInt32LittleEndian(info), BinaryPrimitives.ReadInt32LittleEndian(info.Slice(4)));
            default:
                return null;
        }
    }
}
