using System;
using System.Buffers.Binary;
using System.Text;

namespace MeshVideo.Media;

/// <summary>Reads the size of a WebP from its first chunk: a lossy or lossless image, or an extended header (RFC 9649).</summary>
internal static class WebPProbe
{
    private const int ChunkStart = 12, ContentStart = 20, HeaderLength = 10;

    // Lossy and lossless images have sides of 14 bits.
    private const int SideMask = 0x3FFF;

    public static (int Width, int Height)? Probe(RandomAccessReader file)
    {
        ReadOnlySpan<byte> chunk = file.ReadExactly(ChunkStart, ContentStart - ChunkStart);
        string type = Encoding.ASCII.GetString(chunk.Slice(0, 4).ToArray());
        int length = BinaryPrimitives.ReadInt32LittleEndian(chunk.Slice(4));
        ReadOnlySpan<byte> content = file.Read(ContentStart, Math.Max(0, Math.Min(length, HeaderLength)));
        return type switch
        {
            "VP8 " => ReadLossy(content),
            "VP8L" => ReadLossless(content),
            "VP8X" => ReadExtended(content),
            _ => null,
        };
    }

    // A frame tag of three bytes, a start code, and the sides, whose upper bits are for scaling (RFC 6386, 9.1).
    private static (int Width, int Height)? ReadLossy(ReadOnlySpan<byte> content) =>
        content.Length == HeaderLength && content.Slice(3).StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            ? (BinaryPrimitives.ReadUInt16LittleEndian(content.Slice(6)) & SideMask,
                BinaryPrimitives.ReadUInt16LittleEndian(content.Slice(8)) & SideMask)
            : null;

    // A signature, and the sides less 1.
    private static (int Width, int Height)? ReadLossless(ReadOnlySpan<byte> content)
    {
        if (content.Length < 5 || content[0] != 0x2F)
        {
            return null;
        }

        uint sides = BinaryPrimitives.ReadUInt32LittleEndian(content.Slice(1));
        return ((int)(sides & SideMask) + 1, (int)((sides >> 14) & SideMask) + 1);
    }

    // Flags, and the sides less 1.
    private static (int Width, int Height)? ReadExtended(ReadOnlySpan<byte> content) =>
        content.Length == HeaderLength ? (ReadUInt24(content.Slice(4)) + 1, ReadUInt24(content.Slice(7)) + 1) : null;

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
