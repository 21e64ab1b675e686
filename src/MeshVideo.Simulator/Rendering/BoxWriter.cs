using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshVideo.Simulator.Rendering;

/// <summary>Writes nested boxes (ISO/IEC 14496-12, 4.2). The size of a box is written when it ends.</summary>
internal sealed class BoxWriter
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public BoxWriter Box(string type, Action body)
    {
        int start = Length;
        U32(0).Text(type);
        body();
        BinaryPrimitives.WriteInt32BigEndian(CollectionsMarshal.AsSpan(_bytes)[start..], Length - start);
        return this;
    }

    /// <summary>A box with a version and flags.</summary>
    public BoxWriter FullBox(string type, uint flags, Action body) => Box(type, () =>
    {
        U32(flags);
        body();
    });

    public BoxWriter U8(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    public BoxWriter U16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return Bytes(bytes);
    }

    public BoxWriter U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Bytes(bytes);
    }

    public BoxWriter Text(string ascii) => Bytes(Encoding.ASCII.GetBytes(ascii));

    public BoxWriter Zeros(int count) => Bytes(new byte[count]);

    public BoxWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}
