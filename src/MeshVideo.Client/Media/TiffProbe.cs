using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>Reads the size of a TIFF or BigTIFF from its first directory.</summary>
internal sealed class TiffProbe
{
    private const int MaximumEntries = 65_535;
    private const int NewSubfileTypeTag = 0xFE, WidthTag = 0x100, HeightTag = 0x101;
    private const int Short = 3, Long = 4, Long8 = 16;

    private readonly RandomAccessReader _file;
    private readonly bool _isLittleEndian;
    private readonly bool _isBigTiff;

    private TiffProbe(RandomAccessReader file)
    {
        _file = file;
        _isLittleEndian = file.ReadExactly(0, 1)[0] == 'I';
        _isBigTiff = ReadUInt16(2) == 43;
    }

    public static (int Width, int Height)? Probe(RandomAccessReader file) => new TiffProbe(file).Probe();

    private (int Width, int Height)? Probe()
    {
        (int? width, int? height) = (null, null);
        (int countLength, int entryLength) = _isBigTiff ? (8, 20) : (2, 12);
        long directory = _isBigTiff ? ReadInt64(8) : ReadUInt32(4);
        long entries = Math.Min(_isBigTiff ? ReadInt64(directory) : ReadUInt16(directory), MaximumEntries);
        long position = directory + countLength;

        // A truncated directory may still have both sides.
        for (; entries > 0 && _file.Read(position, entryLength).Length == entryLength; entries--, position += entryLength)
        {
            switch (ReadUInt16(position))
            {
                case NewSubfileTypeTag when (ReadValue(position) & 1) == 1:
                    // The first image is a preview, and which of the images a reader takes is not known.
                    return null;
                case WidthTag:
                    width ??= ReadValue(position);
                    break;
                case HeightTag:
                    height ??= ReadValue(position);
                    break;
            }
        }

        return width is null || height is null ? null : (width.Value, height.Value);
    }

    private int? ReadValue(long entry)
    {
        long count = _isBigTiff ? ReadInt64(entry + 4) : ReadUInt32(entry + 4);
        long value = entry + (_isBigTiff ? 12 : 8);
        return (ReadUInt16(entry + 2), count) switch
        {
            (Short, 1) => ReadUInt16(value),
            (Long, 1) => checked((int)ReadUInt32(value)),
            (Long8, 1) => checked((int)ReadInt64(value)),
            _ => null,
        };
    }

    private ushort ReadUInt16(long at) =>
        _isLittleEndian
            ? BinaryPrimitives.ReadUInt16LittleEndian(_file.ReadExactly(at, 2))
            : BinaryPrimitives.ReadUInt16BigEndian(_file.ReadExactly(at, 2));

    private uint ReadUInt32(long at) =>
        _isLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(_file.ReadExactly(at, 4))
            : BinaryPrimitives.ReadUInt32BigEndian(_file.ReadExactly(at, 4));

    private long ReadInt64(long at) =>
        _isLittleEndian
            ? BinaryPrimitives.ReadInt64LittleEndian(_file.ReadExactly(at, 8))
            : BinaryPrimitives.ReadInt64BigEndian(_file.ReadExactly(at, 8));
}
