using System;
using System.Buffers.Binary;
using System.Text;

namespace MeshVideo.Client.Tests.Support;

/// <summary>Files that are videos as far as their boxes go.</summary>
internal static class Mp4
{
    public static byte[] OfSize(int size)
    {
        byte[] data = new byte[size - 16 - 16 - 8];
        new Random(size).NextBytes(data);
        return [.. Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]), .. Box("moov", new byte[8]), .. Box("mdat", data)];
    }

    public static byte[] Box(string type, byte[] content)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, content.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(type), .. content];
    }
}
