using System;
using System.Buffers.Binary;
using System.Text;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Small changes to the bytes of a file, each made to a copy.</summary>
internal static class Bytes
{
    public static int Find(this byte[] file, string text, int from = 0)
    {
        int found = file.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(text));
        return found < 0 ? throw new ArgumentException($"There is no '{text}'.", nameof(text)) : from + found;
    }

    public static byte[] With(this byte[] file, int offset, params byte[] bytes)
    {
        byte[] changed = [.. file];
        bytes.CopyTo(changed, offset);
        return changed;
    }

    public static byte[] WithLittle(this byte[] file, int offset, uint number)
    {
        byte[] changed = [.. file];
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(offset), number);
        return changed;
    }

    public static byte[] WithBig(this byte[] file, int offset, uint number)
    {
        byte[] changed = [.. file];
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(offset), number);
        return changed;
    }

    public static byte[] Insert(this byte[] file, int offset, params byte[] bytes) =>
        [.. file[..offset], .. bytes, .. file[offset..]];

    public static byte[] Part(this byte[] file, double share) => file[..(int)(file.Length * share)];

    public static uint Little(this byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));

    public static uint Big(this byte[] file, int offset) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset));
}
