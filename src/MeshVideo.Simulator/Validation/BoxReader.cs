using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>Enumerates the sibling boxes of an MP4 (ISO/IEC 14496-12, 4.2).</summary>
internal ref struct BoxReader(ReadOnlySpan<byte> boxes)
{
    private ReadOnlySpan<byte> _rest = boxes;

    public ReadOnlySpan<byte> Type { get; private set; }

    public ReadOnlySpan<byte> Body { get; private set; }

    public readonly BoxReader Current => this;

    /// <summary>Finds the body of the first box of a type; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> type)
    {
        foreach (BoxReader box in new BoxReader(boxes))
        {
            if (box.Type.SequenceEqual(type))
            {
                return box.Body;
            }
        }

        return default;
    }

    public readonly BoxReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < 8)
        {
            return false;
        }

        long size = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        int header = 8;
        if (size == 1 && _rest.Length >= 16)
        {
            (size, header) = (BinaryPrimitives.ReadInt64BigEndian(_rest[8..]), 16);
        }

        if (size == 0)
        {
            size = _rest.Length;
        }

        if (size < header || size > _rest.Length)
        {
            return false;
        }

        Type = _rest[4..8];
        Body = _rest[header..(int)size];
        _rest = _rest[(int)size..];
        return true;
    }
}
