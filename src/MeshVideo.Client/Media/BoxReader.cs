using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace MeshVideo.Media;

/// <summary>Walks the boxes of a file and reads the numbers in them; never past the end of a box (ISO/IEC 14496-12, 4.2).</summary>
internal sealed class BoxReader(WindowReader file)
{
    private const int HeaderLength = 8;
    private const int WideHeaderLength = 16;

    /// <summary>The boxes that are in no other.</summary>
    public IEnumerable<Box> Outermost => Between(0, file.Length);

    /// <summary>The boxes in a box.</summary>
    /// <param name="parent">The box.</param>
    /// <param name="skip">What stands before the first: a version and flags in some.</param>
    public IEnumerable<Box> In(Box parent, int skip = 0) => Between(parent.Start + skip, parent.End);

    /// <summary>The first box at the end of a path, if there is one.</summary>
    public Box? Find(Box parent, params string[] path)
    {
        Box? found = parent;
        foreach (string type in path)
        {
            found = found is { } outer ? FirstIn(outer, type) : null;
        }

        return found;
    }

    public byte Byte(Box box, long offset) => Bytes(box, offset, 1)[0];

    public ushort UInt16(Box box, long offset) => BinaryPrimitives.ReadUInt16BigEndian(Bytes(box, offset, 2));

    public uint UInt32(Box box, long offset) => BinaryPrimitives.ReadUInt32BigEndian(Bytes(box, offset, 4));

    public ulong UInt64(Box box, long offset) => BinaryPrimitives.ReadUInt64BigEndian(Bytes(box, offset, 8));

    /// <summary>Four characters.</summary>
    public string Text(Box box, long offset) => Text(Bytes(box, offset, 4));

    private static string Text(ReadOnlySpan<byte> bytes) => new([(char)bytes[0], (char)bytes[1], (char)bytes[2], (char)bytes[3]]);

    private ReadOnlySpan<byte> Bytes(Box box, long offset, int count) =>
        offset >= 0 && offset <= box.Length - count ? file.Exactly(box.Start + offset, count) : throw new EndOfStreamException();

    private Box? FirstIn(Box parent, string type)
    {
        foreach (Box box in In(parent))
        {
            if (box.Type == type)
            {
                return box;
            }
        }

        return null;
    }

    private IEnumerable<Box> Between(long start, long end)
    {
        while (TryRead(start, end) is { } box)
        {
            yield return box;
            start = box.End;
        }
    }

    private Box? TryRead(long start, long end)
    {
        if (end - start < HeaderLength)
        {
            return null;
        }

        ReadOnlySpan<byte> header = file.At(start, WideHeaderLength);
        if (header.Length < HeaderLength)
        {
            return null;
        }

        (long length, int headerLength) = (BinaryPrimitives.ReadUInt32BigEndian(header), HeaderLength);
        if (length == 1 && header.Length == WideHeaderLength)
        {
            (length, headerLength) = (BinaryPrimitives.ReadInt64BigEndian(header.Slice(HeaderLength)), WideHeaderLength);
        }
        else if (length == 0)
        {
            // To the end of the file, or of what it is in.
            length = end - start;
        }

        bool isCut = length > end - start;
        return length < headerLength ? null : new Box(Text(header.Slice(4)), start + headerLength, isCut ? end : start + length, isCut);
    }
}
