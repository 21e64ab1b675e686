using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Files;

/// <summary>
/// An MP4 that is padded by a trailing <c>free</c> box, which players skip. The padding is computed when it is read. Every
/// eight bytes of it contain their offset, so that a download that is assembled incorrectly is detected.
/// </summary>
internal sealed class PaddedContent : IContent
{
    private const int BoxHeader = 16;

    private readonly byte[] _head;
    private readonly ulong _pattern;

    private PaddedContent(byte[] file, long length, ulong pattern)
    {
        Length = length;
        _pattern = pattern;
        _head = [.. file, .. FreeBox(length - file.Length)];
    }

    public long Length { get; }

    public static IContent Pad(IContent plain, byte[] file, long leastLength, ulong pattern) =>
        leastLength <= file.Length ? plain : new PaddedContent(file, Math.Max(leastLength, file.Length + BoxHeader), pattern);

    public void Read(long offset, Span<byte> destination)
    {
        if (offset < _head.Length)
        {
            Span<byte> part = _head.AsSpan((int)offset);
            part = part[..Math.Min(part.Length, destination.Length)];
            part.CopyTo(destination);
            destination = destination[part.Length..];
            offset += part.Length;
        }

        Fill(offset - _head.Length, destination);
    }

    /// <summary>A size of 1 means that a 64-bit size follows.</summary>
    private static byte[] FreeBox(long size)
    {
        byte[] header = new byte[BoxHeader];
        BinaryPrimitives.WriteUInt32BigEndian(header, 1);
        "free"u8.CopyTo(header.AsSpan(4));
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), size);
        return header;
    }

    private void Fill(long place, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            (long word, long skip) = Math.DivRem(place, sizeof(ulong));
            ulong value = ((ulong)word ^ _pattern) * 0x9E3779B97F4A7C15;
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in value))[(int)skip..];
            bytes = bytes[..Math.Min(bytes.Length, destination.Length)];
            bytes.CopyTo(destination);
            destination = destination[bytes.Length..];
            place += bytes.Length;
        }
    }
}
