using System;
using System.Buffers.Binary;
using System.IO;

namespace MeshVideo.Benchmarks;

/// <summary>Writes bitmap images.</summary>
internal static class BitmapFile
{
    private const int HeaderLength = 54;

    /// <summary>Writes a black square with 24 bits per pixel.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="size">The width and height, a multiple of 4.</param>
    /// <returns>The path.</returns>
    public static string Create(string path, int size)
    {
        byte[] image = new byte[HeaderLength + (3 * size * size)];
        "BM"u8.CopyTo(image);
        Write(2, image.Length);
        Write(10, HeaderLength);
        Write(14, HeaderLength - 14);
        Write(18, size);
        Write(22, size);
        Write(26, (24 << 16) | 1);
        File.WriteAllBytes(path, image);
        return path;

        void Write(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(position), value);
    }
}
