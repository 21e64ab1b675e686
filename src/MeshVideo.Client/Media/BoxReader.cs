using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>Enumerates boxes and reads numbers in them, never beyond the end of a box (ISO/IEC 14496-12, 4.2).</summary>
internal sealed class BoxReader(RandomAccessReader file)
{
    private const int HeaderLength = 8;
    private const int LargeHeaderLength = 16;

    /// <summary>The boxes that have no parent.</summary>
    public IEnumerable<Box> TopLevel => Enumerate(0, file.Length);

    /// <summary>The children of a box.</summary>
    /// <param name="parent">The box.</param>
    /// <param name="skip">The number of bytes before the first child, such as version and flags.</param>
    public IEnumerable<Box> GetChildren(Box parent, int skip = 0) => Enumerate(parent.ContentStart + skip, parent.ContentEnd);

    /// <summary>The children of a type.</summary>
    public IEnumerable<Box> FindAll(Box parent, string type) => GetChildren(parent).Where(box => box.Type == type);

    /// <summary>The first box at a path of types, or null.</summary>
    public Box? Find(Box parent, params string[] path)
    {
        Box? found = parent;
        foreach (string type in path)
        {
            found = found is { } outer ? FindAll(outer, type).Select(box => (Box?)box).FirstOrDefault() : null;
        }

        return found;
    }

    public byte ReadByte(Box box, long offset) => Read(box, offset, 1)[0];

    public ushort ReadUInt16(Box box, long offset) => BinaryPrimitives.ReadUInt16BigEndian(Read(box, offset, 2));

    public uint ReadUInt32(Box box, long offset) => BinaryPrimitives.ReadUInt32BigEndian(Read(box, offset, 4));

    public ulong ReadUInt64(Box box, long offset) => BinaryPrimitives.ReadUInt64BigEndian(Read(box, offset, 8));

    public string ReadFourCC(Box box, long offset) => ReadFourCC(Read(box, offset, 4));

    private static string ReadFourCC(ReadOnlySpan<byte> bytes) =>
        new([(char)bytes[0], (char)bytes[1], (char)bytes[2], (char)bytes[3]]);

    private ReadOnlySpan<byte> Read(Box box, long offset, int count) =>
        offset >= 0 && offset <= box.Length - count
            ? file.ReadExactly(box.ContentStart + offset, count)
            : throw new EndOfStreamException();

    private IEnumerable<Box> Enumerate(long start, long end)
    {
        while (TryRead(start, end) is { } box)
        {
            yield return box;
            start = box.ContentEnd;
        }
    }

    private Box? TryRead(long start, long end)
    {
        if (end - start < HeaderLength)
        {
            return null;
        }

        ReadOnlySpan<byte> header = file.Read(start, LargeHeaderLength);
        if (header.Length < HeaderLength)
        {
            return null;
        }

        (long length, int headerLength) = (BinaryPrimitives.ReadUInt32BigEndian(header), HeaderLength);
        if (length == 1 && header.Length == LargeHeaderLength)
        {
            (length, headerLength) = (BinaryPrimitives.ReadInt64BigEndian(header.Slice(HeaderLength)), LargeHeaderLength);
        }
        else if (length == 0)
        {
            // The box extends to the end of its parent or file.
            length = end - start;
        }

        bool isTruncated = length > end - start;
        long contentEnd = isTruncated ? end : start + length;
        return length < headerLength ? null : new Box(ReadFourCC(header.Slice(4)), start + headerLength, contentEnd, isTruncated);
    }
}
