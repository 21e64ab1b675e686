using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>What stands between the frames of an MP3: tags, with pictures and texts, and the index that some files begin with.</summary>
internal static class Mp3Tag
{
    private const int Id3Header = 10;
    private const int ApeHeader = 32;
    private const int Id3V1Length = 128;

    public static bool IsTag(ReadOnlySpan<byte> bytes) => bytes.StartsWith("ID3"u8) || bytes.StartsWith("TAG"u8) || bytes.StartsWith("APETAGEX"u8);

    /// <returns>How long the tag is that stands there; 0 where there is none.</returns>
    public static long LengthOf(ReadOnlySpan<byte> bytes, long left)
    {
        if (bytes.StartsWith("ID3"u8) && bytes.Length >= Id3Header && ((bytes[6] | bytes[7] | bytes[8] | bytes[9]) & 0x80) == 0)
        {
            // The length has seven bits a byte.
            const int FooterFlag = 0x10;
            int length = (bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9];
            return Id3Header + length + ((bytes[5] & FooterFlag) != 0 ? Id3Header : 0);
        }

        if (bytes.StartsWith("APETAGEX"u8) && bytes.Length >= ApeHeader)
        {
            // At a tag's beginning stands the length of what follows; the same at its end tells of what was before.
            const uint HeaderFlag = 1u << 29;
            bool isHeader = (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(20)) & HeaderFlag) != 0;
            return ApeHeader + (isHeader ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(12)) : 0);
        }

        return left == Id3V1Length && bytes.StartsWith("TAG"u8) ? Id3V1Length : 0;
    }

    /// <summary>Whether a frame holds an index of the others instead of sound.</summary>
    public static bool IsIndex(ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> head = frame.Slice(0, Math.Min(frame.Length, 64));
        return Has(head, "Xing"u8) || Has(head, "Info"u8) || Has(head, "VBRI"u8);
    }

    private static bool Has(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text) => bytes.IndexOf(text) >= 0;
}
