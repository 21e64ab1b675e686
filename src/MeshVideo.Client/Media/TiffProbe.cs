using System;
using System.Buffers.Binary;
using System.IO;

namespace MeshVideo.Media;

/// <summary>
/// Reads the size of a TIFF out of its first directory. MetadataExtractor reads every value that a directory names before it can be
/// asked for one, and a directory of a small file can name its whole file as a value 65,535 times.
/// </summary>
internal static class TiffProbe
{
    private const int HeaderLength = 8, EntryLength = 12;
    private const int WidthTag = 0x100, HeightTag = 0x101;
    private const int Short = 3, Long = 4;

    public static (int Width, int Height)? Measure(Stream stream)
    {
        byte[] header = Read(stream, HeaderLength);
        bool isLittle = header[0] == 'I';
        stream.Position = UInt32(header, 4, isLittle);
        byte[] entries = Read(stream, EntryLength * UInt16(Read(stream, 2), 0, isLittle));
        (int? width, int? height) = (null, null);

        // A directory that is cut may have told enough.
        for (int entry = 0; entry + EntryLength <= entries.Length; entry += EntryLength)
        {
            switch (UInt16(entries, entry, isLittle))
            {
                case WidthTag:
                    width ??= Value(entries, entry, isLittle);
                    break;
                case HeightTag:
                    height ??= Value(entries, entry, isLittle);
                    break;
            }
        }

        return width is null || height is null ? null : (width.Value, height.Value);
    }

    private static int? Value(byte[] entries, int entry, bool isLittle) => (UInt16(entries, entry + 2, isLittle), UInt32(entries, entry + 4, isLittle)) switch
    {
        (Short, 1) => UInt16(entries, entry + 8, isLittle),
        (Long, 1) => checked((int)UInt32(entries, entry + 8, isLittle)),
        _ => null,
    };

    private static ushort UInt16(byte[] bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    private static uint UInt32(byte[] bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    private static byte[] Read(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        int filled = 0, read;
        while (filled < count && (read = stream.Read(bytes, filled, count - filled)) > 0)
        {
            filled += read;
        }

        Array.Resize(ref bytes, filled);
        return bytes;
    }
}
