using System;

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
        _isBigTiff = Read(2, 2) == 43;
    }

    /// <summary>The number of bytes of an offset or a count.</summary>
    private int OffsetLength => _isBigTiff ? 8 : 4;

    public static (int Width, int Height)? Probe(RandomAccessReader file) => new TiffProbe(file).Probe();

    private (int Width, int Height)? Probe()
    {
        (int? width, int? height) = (null, null);
        (int countLength, int entryLength) = _isBigTiff ? (8, 20) : (2, 12);
        long directory = Read(OffsetLength, OffsetLength);
        long entries = Math.Min(Read(directory, countLength), MaximumEntries);
        long position = directory + countLength;

        // A truncated directory may still have both sides.
        for (; entries > 0 && _file.Read(position, entryLength).Length == entryLength; entries--, position += entryLength)
        {
            switch (Read(position, 2))
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
        int length = Read(entry + 2, 2) switch
        {
            Short => 2,
            Long => 4,
            Long8 => 8,
            _ => 0,
        };
        bool isOneNumber = length > 0 && Read(entry + 4, OffsetLength) == 1;
        return isOneNumber ? checked((int)Read(entry + 4 + OffsetLength, length)) : null;
    }

    private long Read(long position, int length)
    {
        ReadOnlySpan<byte> bytes = _file.ReadExactly(position, length);
        long value = 0;
        for (int index = 0; index < length; index++)
        {
            value = (value << 8) | bytes[_isLittleEndian ? length - 1 - index : index];
        }

        return value;
    }
}
