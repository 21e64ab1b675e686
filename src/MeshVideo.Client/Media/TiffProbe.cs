using System;
using System.Buffers.Binary;
using System.IO;

namespace MeshVideo.Media;

/// <summary>
/// Reads the size of a TIFF or BigTIFF out of its directories. MetadataExtractor reads every value that a directory names before it can be
/// asked for one, and a directory of a small file can name its whole file as a value 65,535 times.
/// </summary>
internal sealed class TiffProbe
{
    private const int MostDirectories = 8, MostEntries = 65_535;
    private const int ReducedTag = 0xFE, WidthTag = 0x100, HeightTag = 0x101;
    private const int Short = 3, Long = 4, WideLong = 16;

    private readonly WindowReader _file;
    private readonly bool _isLittle;
    private readonly bool _isBig;

    private TiffProbe(WindowReader file)
    {
        _file = file;
        _isLittle = file.Exactly(0, 1)[0] == 'I';
        _isBig = UInt16(2) == 43;
    }

    public static (int Width, int Height)? Measure(Stream stream) => new TiffProbe(new WindowReader(stream)).Measure();

    private (int Width, int Height)? Measure()
    {
        (int, int)? preview = null;
        long directory = _isBig ? Int64(8) : UInt32(4);
        for (int count = 0; count < MostDirectories && directory > 0 && directory < _file.Length; count++)
        {
            (int? width, int? height, bool isReduced, long next) = Read(directory);
            if (width is { } x && height is { } y)
            {
                if (!isReduced)
                {
                    return (x, y);
                }

                preview ??= (x, y);
            }

            directory = next;
        }

        return preview;
    }

    private (int? Width, int? Height, bool IsReduced, long Next) Read(long directory)
    {
        (int? width, int? height, bool isReduced) = (null, null, false);
        (int countLength, int entryLength) = _isBig ? (8, 20) : (2, 12);
        long entries = Math.Min(_isBig ? Int64(directory) : UInt16(directory), MostEntries);
        long position = directory + countLength;
        for (long entry = 0; entry < entries; entry++, position += entryLength)
        {
            // A directory that is cut may have told enough.
            if (_file.At(position, entryLength).Length < entryLength)
            {
                return (width, height, isReduced, 0);
            }

            switch (UInt16(position))
            {
                case ReducedTag:
                    isReduced = (Value(position) & 1) == 1;
                    break;
                case WidthTag:
                    width ??= Value(position);
                    break;
                case HeightTag:
                    height ??= Value(position);
                    break;
            }
        }

        int nextLength = _isBig ? 8 : 4;
        bool hasNext = _file.At(position, nextLength).Length == nextLength;
        return (width, height, isReduced, !hasNext ? 0 : _isBig ? Int64(position) : UInt32(position));
    }

    private int? Value(long entry)
    {
        long count = _isBig ? Int64(entry + 4) : UInt32(entry + 4);
        long value = entry + (_isBig ? 12 : 8);
        return (UInt16(entry + 2), count) switch
        {
            (Short, 1) => UInt16(value),
            (Long, 1) => checked((int)UInt32(value)),
            (WideLong, 1) => checked((int)Int64(value)),
            _ => null,
        };
    }

    private ushort UInt16(long at) =>
        _isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(_file.Exactly(at, 2)) : BinaryPrimitives.ReadUInt16BigEndian(_file.Exactly(at, 2));

    private uint UInt32(long at) =>
        _isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(_file.Exactly(at, 4)) : BinaryPrimitives.ReadUInt32BigEndian(_file.Exactly(at, 4));

    private long Int64(long at) =>
        _isLittle ? BinaryPrimitives.ReadInt64LittleEndian(_file.Exactly(at, 8)) : BinaryPrimitives.ReadInt64BigEndian(_file.Exactly(at, 8));
}
