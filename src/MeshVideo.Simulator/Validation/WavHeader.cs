using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>The length of a WAV file: its data over the bytes of its samples. Nothing where it is compressed, or cut off.</summary>
internal sealed record WavHeader(double? Seconds)
{
    private const uint Streamed = 0x7FFF0000; // and more: written where the length was not known

    public static WavHeader? Read(ReadOnlySpan<byte> file)
    {
        var bytesPerSecond = 0d;
        long? wideSize = null;
        for (var rest = file[12..]; rest.Length >= 8;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var body = rest[8..];
            if (rest.StartsWith("data"u8))
            {
                var said = wideSize ?? size;
                long data = said is > 0 and < Streamed ? said : body.Length;
                return new WavHeader(data > body.Length || bytesPerSecond == 0 ? null : data / bytesPerSecond);
            }

            if (rest.StartsWith("ds64"u8) && body.Length >= 16)
                wideSize = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
            else if (rest.StartsWith("fmt "u8) && body.Length >= 16)
                bytesPerSecond = BytesPerSecond(body);

            // Chunks begin at even places.
            var next = 8L + size + (size & 1);
            rest = next < rest.Length ? rest[(int)next..] : default;
        }

        return null;
    }

    /// <summary>Of PCM, floats, A-law and mu-law, by channels and bits, where at least one of the two fields that say it again agrees.</summary>
    private static double BytesPerSecond(ReadOnlySpan<byte> format)
    {
        int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        double rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        var frame = U16(format, 2) * ((U16(format, 14) + 7) / 8);
        var isPlain = U16(format, 0) is 1 or 3 or 6 or 7 or 0xFFFE;
        var isAgreed = U16(format, 12) == frame || BinaryPrimitives.ReadUInt32LittleEndian(format[8..]) == rate * frame;
        return isPlain && isAgreed ? rate * frame : 0;
    }
}
