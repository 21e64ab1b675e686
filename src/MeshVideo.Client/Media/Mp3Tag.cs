using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>
/// The parts of an MP3 that are not sound: ID3 and APE tags, and the Xing, Info or VBRI index in the first frame.
/// </summary>
internal static class Mp3Tag
{
    private const int Id3Header = 10;
    private const int ApeHeader = 32;
    private const int Id3V1Length = 128;

    public static bool IsTag(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("ID3"u8) || bytes.StartsWith("TAG"u8) || bytes.StartsWith("APETAGEX"u8);

    /// <summary>The length of a tag; 0 if the bytes do not begin with one.</summary>
    public static long GetLength(ReadOnlySpan<byte> bytes, long remaining)
    {
        if (bytes.StartsWith("ID3"u8) && bytes.Length >= Id3Header && ((bytes[6] | bytes[7] | bytes[8] | bytes[9]) & 0x80) == 0)
        {
            // Each byte of the length has seven bits.
            const int FooterFlag = 0x10;
            int length = (bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9];
            return Id3Header + length + ((bytes[5] & FooterFlag) != 0 ? Id3Header : 0);
        }

        if (bytes.StartsWith("APETAGEX"u8) && bytes.Length >= ApeHeader)
        {
            // The header of a tag has the length of what follows, and the footer of what came before.
            const uint HeaderFlag = 1u << 29;
            bool isHeader = (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(20)) & HeaderFlag) != 0;
            return ApeHeader + (isHeader ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(12)) : 0);
        }

        return remaining == Id3V1Length && bytes.StartsWith("TAG"u8) ? Id3V1Length : 0;
    }

    /// <summary>Reads the number of frames from an index; 0 if it does not have it.</summary>
    /// <returns>Null if the frame holds sound instead of an index.</returns>
    public static uint? ReadFrameCount(ReadOnlySpan<byte> frame)
    {
        const int SearchLength = 64, FramesFlag = 1;
        ReadOnlySpan<byte> start = frame.Slice(0, Math.Min(frame.Length, SearchLength));
        int index = Math.Max(start.IndexOf("Xing"u8), start.IndexOf("Info"u8));
        if (index >= 0 && start.Length >= index + 12)
        {
            return (start[index + 7] & FramesFlag) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(start.Slice(index + 8)) : 0;
        }

        index = start.IndexOf("VBRI"u8);
        return index >= 0 && start.Length >= index + 18 ? BinaryPrimitives.ReadUInt32BigEndian(start.Slice(index + 14)) : null;
    }
}
