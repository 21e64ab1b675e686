using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>Reads the size of a JPEG from its first frame header (ITU-T T.81, B.1.1 and B.2.2).</summary>
internal static class JpegProbe
{
    private const byte MarkerPrefix = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const int HeightOffset = 3, WidthOffset = 5, SizeEnd = 7;

    /// <returns>Null if no frame header precedes the image data. A height of 0 means that a later segment has it.</returns>
    public static (int Width, int Height)? Probe(RandomAccessReader file)
    {
        // Other segments, which may hold a thumbnail, are skipped by their lengths.
        long position = 2;
        while (true)
        {
            byte marker = FindMarker(file, ref position);
            if (marker is StartOfScan or EndOfImage)
            {
                return null;
            }

            int length = ReadUInt16(file, position);
            if (length < 2 || position + length > file.Length)
            {
                return null;
            }

            if (IsFrameHeader(marker))
            {
                // After the length and the number of bits of a sample.
                return length >= SizeEnd
                    ? (ReadUInt16(file, position + WidthOffset), ReadUInt16(file, position + HeightOffset))
                    : null;
            }

            position += length;
        }
    }

    // A marker is 0xFF, repeated as padding in some files, and a byte that is neither 0x00 nor 0xFF. Bytes before it are ignored.
    private static byte FindMarker(RandomAccessReader file, ref long position)
    {
        ReadOnlySpan<byte> pair = file.ReadExactly(position, 2);
        while (pair[0] != MarkerPrefix || pair[1] is 0 or MarkerPrefix)
        {
            pair = file.ReadExactly(++position, 2);
        }

        position += 2;
        return pair[1];
    }

    // Of the markers from SOF0 to SOF15, two stand for tables, and one is reserved.
    private static bool IsFrameHeader(byte marker)
    {
        const byte First = 0xC0, HuffmanTables = 0xC4, Reserved = 0xC8, ArithmeticConditioning = 0xCC, Last = 0xCF;
        return marker is >= First and <= Last and not (HuffmanTables or Reserved or ArithmeticConditioning);
    }

    private static ushort ReadUInt16(RandomAccessReader file, long position) =>
        BinaryPrimitives.ReadUInt16BigEndian(file.ReadExactly(position, 2));
}
