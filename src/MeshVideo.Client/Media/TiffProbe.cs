using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>Reads the size of a TIFF or BigTIFF from its first directory.</summary>
internal sealed class TiffProbe
{
    private const int MostEntries = 65_535;
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

    public static (int Width, int Height)? Measure(WindowReader file) => new TiffProbe(file).Measure();

    private (int Width, int Height)? Measure()
    {
        (int? width, int? height) = (null, null);
        (int countLength, int entryLength) = _isBig ? (8, 20) : (2, 12);
        long directory = _isBig ? Int64(8) : UInt32(4);
        long entries = Math.Min(_isBig ? Int64(directory) : UInt16(directory), MostEntries);
        long position = directory + countLength;

        // A directory that is cut may have told enough.
        for (long entry = 0; entry < entries && _file.At(position, entryLength).Length == entryLength; entry++, position += entryLength)
        {
            switch (UInt16(position))
            {
                case ReducedTag when (Value(position) & 1) == 1:
                    // A preview: which of its pictures a reader takes is not known.
                    return null;
                case WidthTag:
                    width ??= Value(position);
                    break;
                case HeightTag:
                    height ??= Value(position);
                    break;
            }
        }

        return width is null || height is null ? null : (width.Value, height.Value);
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
