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

    /// <summary>How many frames follow, where a frame holds an index of them instead of sound; 0 where the index does not say.</summary>
    /// <returns>Null for a frame of sound.</returns>
    public static uint? FramesOf(ReadOnlySpan<byte> frame)
    {
        const int Reach = 64, FramesFlag = 1;
        ReadOnlySpan<byte> head = frame.Slice(0, Math.Min(frame.Length, Reach));
        int index = Math.Max(head.IndexOf("Xing"u8), head.IndexOf("Info"u8));
        if (index >= 0 && head.Length >= index + 12)
        {
            return (head[index + 7] & FramesFlag) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(head.Slice(index + 8)) : 0;
        }

        index = head.IndexOf("VBRI"u8);
        return index >= 0 && head.Length >= index + 18 ? BinaryPrimitives.ReadUInt32BigEndian(head.Slice(index + 14)) : null;
    }
}
