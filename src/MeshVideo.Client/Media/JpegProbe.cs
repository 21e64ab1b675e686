using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>Reads the size of a JPEG from its first frame header (ITU-T T.81, B.1.1 and B.2.2).</summary>
internal static class JpegProbe
{
    private const byte MarkerPrefix = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    /// <returns>Null if no frame header comes before the image data. A height of 0 means that a segment after the image data has it.</returns>
    public static (int Width, int Height)? Probe(WindowReader file)
    {
        // The segments that come first, with a preview perhaps, are skipped by their lengths.
        long position = 2;
        while (true)
        {
            byte marker = FindMarker(file, ref position);
            if (marker is StartOfScan or EndOfImage)
            {
                return null;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file.Exactly(position, 2));
            if (length < 2 || position + length > file.Length)
            {
                return null;
            }

            if (IsFrameHeader(marker))
            {
                // Its length and the bits of a sample, then height and width.
                ReadOnlySpan<byte> header = length >= 7 ? file.Exactly(position, 7) : default;
                return header.IsEmpty
                    ? null
                    : (BinaryPrimitives.ReadUInt16BigEndian(header.Slice(5)), BinaryPrimitives.ReadUInt16BigEndian(header.Slice(3)));
            }

            position += length;
        }
    }

    // A marker is 0xFF, repeated as padding in some files, and a byte that is neither 0x00 nor 0xFF. Other bytes before it are ignored.
    private static byte FindMarker(WindowReader file, ref long position)
    {
        ReadOnlySpan<byte> pair = file.Exactly(position, 2);
        while (pair[0] != MarkerPrefix || pair[1] is 0 or MarkerPrefix)
        {
            pair = file.Exactly(++position, 2);
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
}
