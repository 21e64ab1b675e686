using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace MeshVideo.Saving;

/// <summary>Looks whether a fetched file is an image, and whole.</summary>
internal static class ImageCheck
{
    /// <summary>Some writers put a few bytes behind the end of a JPEG.</summary>
    private const int LongestTail = 4096;

    /// <returns>What is wrong, or null.</returns>
    public static string? Objection(Stream file)
    {
        bool? isWhole = FileBytes.TypeOf(file) switch
        {
            "image/png" => IsWholePng(file),
            "image/jpeg" => IsWholeJpeg(file),
            "image/webp" => IsWholeWebP(file),
            { } type when type.StartsWith("image/", StringComparison.Ordinal) => true,
            _ => null,
        };
        return isWhole switch
        {
            null => $"its content is {FileBytes.TypeOf(file) ?? "no image"}",
            false => "the image is cut short",
            true => null,
        };
    }

    // A PNG is a row of chunks, each with its length, and the last is called IEND.
    private static bool IsWholePng(Stream file)
    {
        const int signature = 8;
        const int besidesContent = 12;
        byte[] header = new byte[8];
        long position = signature;
        while (FileBytes.Read(file, position, header) == header.Length)
        {
            position += BinaryPrimitives.ReadUInt32BigEndian(header) + besidesContent;
            if (Encoding.ASCII.GetString(header, 4, 4) == "IEND")
            {
                return position <= file.Length;
            }
        }

        return false;
    }

    private static bool IsWholeJpeg(Stream file)
    {
        byte[] tail = new byte[Math.Min(LongestTail, file.Length)];
        int read = FileBytes.Read(file, file.Length - tail.Length, tail);
        return tail.AsSpan(0, read).IndexOf([(byte)0xFF, (byte)0xD9]) >= 0;
    }

    private static bool IsWholeWebP(Stream file)
    {
        byte[] header = new byte[8];
        return FileBytes.Read(file, 0, header) == header.Length && BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)) + 8L <= file.Length;
    }
}
