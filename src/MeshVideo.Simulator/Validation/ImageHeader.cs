using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the size of an image from its header.</summary>
internal static class ImageHeader
{
    /// <summary>Whether the size of an image of this format is in its header. In tiff and heif files, it is elsewhere.</summary>
    public static bool IsSupported(string format) => format is "png" or "jpeg" or "gif" or "bmp" or "webp";

    public static (int Width, int Height)? ReadSize(string format, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return format switch
            {
                "png" => (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])),
                "gif" => (U16(bytes, 6), U16(bytes, 8)),
                "bmp" => Bmp(bytes),
                "webp" => Webp(bytes),
                "jpeg" => Jpeg(bytes),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            // The header is truncated.
            return null;
        }
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static int BigU16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static int I32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static int U24(ReadOnlySpan<byte> bytes, int at) => U16(bytes, at) | (bytes[(at + 2)..][..1][0] << 16);

    private static (int, int) Bmp(ReadOnlySpan<byte> bytes)
    {
        const int OldHeader = 12;
        return I32(bytes, 14) == OldHeader
            ? (U16(bytes, 18), U16(bytes, 20))
            : (I32(bytes, 18), (int)Math.Min(Math.Abs((long)I32(bytes, 22)), int.MaxValue)); // a negative height means top-down
    }

    private static (int, int)? Webp(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> chunk = bytes[12..16];
        if (chunk.SequenceEqual("VP8 "u8))
        {
            return (U16(bytes, 26) & 0x3FFF, U16(bytes, 28) & 0x3FFF);
        }

        if (chunk.SequenceEqual("VP8X"u8))
        {
            return (U24(bytes, 24) + 1, U24(bytes, 27) + 1);
        }

        if (!chunk.SequenceEqual("VP8L"u8))
        {
            return null;
        }

        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
        return ((int)(packed & 0x3FFF) + 1, (int)((packed >> 14) & 0x3FFF) + 1);
    }

    private static (int, int)? Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (int at = 2; bytes[at..][..1][0] == 0xFF;)
        {
            int marker = bytes[(at + 1)..][..1][0];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // SOF0 to SOF15 contain the size, except three markers that are other segments.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BigU16(bytes, at + 7), BigU16(bytes, at + 5));
            }

            at += 2 + BigU16(bytes, at + 2);
        }

        return null;
    }
}
