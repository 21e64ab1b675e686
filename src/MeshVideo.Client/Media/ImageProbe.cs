using System;
using System.Buffers.Binary;
using System.IO;

namespace MeshVideo.Media;

/// <summary>Reads the size of an image from its header, and never its pixels.</summary>
internal static class ImageProbe
{
    // Headers are short, and many are skipped: a large buffer would be filled in vain for each.
    private const int BufferLength = 4096;

    public static MediaMeasure? Measure(Stream stream, string mimeType)
    {
        WindowReader file = new(stream, BufferLength);
        (int Width, int Height)? size = mimeType switch
        {
            "image/png" => ReadPng(file.Exactly(0, 29)),
            "image/jpeg" => JpegProbe.Probe(file),
            "image/gif" => ReadGif(file.Exactly(0, 13)),
            "image/bmp" => ReadBmp(file),
            "image/webp" => ReadWebP(file),
            _ => TiffProbe.Measure(file),
        };

        // A BMP whose rows begin at the top has a negative height. A size of 0 is not known yet, as in a JPEG that tells its height later.
        return size is { Width: not 0, Height: not 0 } known
            ? new MediaMeasure { Width = known.Width, Height = Math.Abs(known.Height) }
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
    private static (int Width, int Height)? ReadBmp(WindowReader file)
    {
        const int Start = 14;
        switch (BinaryPrimitives.ReadInt32LittleEndian(file.Exactly(Start, 4)))
        {
            case 12:
                ReadOnlySpan<byte> core = file.Exactly(Start + 4, 4);
                return (BinaryPrimitives.ReadUInt16LittleEndian(core), BinaryPrimitives.ReadUInt16LittleEndian(core.Slice(2)));
            case 16 or 40 or 52 or 56 or 64 or 108 or 124:
                ReadOnlySpan<byte> info = file.Exactly(Start + 4, 8);
                return (BinaryPrimitives.ReadInt32LittleEndian(info), BinaryPrimitives.ReadInt32LittleEndian(info.Slice(4)));
            default:
                return null;
        }
    }

    /// <summary>The first chunk is the picture, lossy (RFC 6386, 9.1) or lossless, or a header of an extended file (RFC 9649, 2.7).</summary>
    private static (int Width, int Height)? ReadWebP(WindowReader file)
    {
        const int Start = 12, ContentStart = 20, Needed = 10;
        ReadOnlySpan<byte> header = file.Exactly(Start, ContentStart - Start);
        bool isLossy = header.StartsWith("VP8 "u8), isLossless = header.StartsWith("VP8L"u8), isExtended = header.StartsWith("VP8X"u8);
        int length = Math.Max(0, Math.Min(BinaryPrimitives.ReadInt32LittleEndian(header.Slice(4)), Needed));
        ReadOnlySpan<byte> content = file.Exactly(ContentStart, length);

        // The upper two bits of each side of a lossy picture are how to scale it.
        const int SideMask = 0x3FFF;
        if (isLossy && length == Needed && content.Slice(3).StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(content.Slice(6)) & SideMask,
                BinaryPrimitives.ReadUInt16LittleEndian(content.Slice(8)) & SideMask);
        }

        // The others hold sides less 1, in 14 and in 24 bits.
        if (isLossless && length >= 5 && content[0] == 0x2F)
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(content.Slice(1));
            return ((int)(bits & SideMask) + 1, (int)((bits >> 14) & SideMask) + 1);
        }

        return isExtended && length == Needed ? (ReadUInt24(content.Slice(4)) + 1, ReadUInt24(content.Slice(7)) + 1) : null;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
