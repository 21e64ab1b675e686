using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>
/// Reads the duration of a WAV file from the size of its data. It is unknown if the data is compressed or truncated.
/// </summary>
internal sealed record WavHeader(double? Seconds)
{
    private const uint UnknownLength = 0x7FFF0000; // and greater: written if the length is unknown

    public static WavHeader? ReadDuration(ReadOnlySpan<byte> file)
    {
        double bytesPerSecond = 0d;
        long? wideSize = null;
        for (ReadOnlySpan<byte> rest = file[12..]; rest.Length >= 8;)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            ReadOnlySpan<byte> body = rest[8..];
            if (rest.StartsWith("data"u8))
            {
                long said = wideSize ?? size;
                long data = said is > 0 and < UnknownLength ? said : body.Length;
                return new WavHeader(data > body.Length || bytesPerSecond == 0 ? null : data / bytesPerSecond);
            }

            if (rest.StartsWith("ds64"u8) && body.Length >= 16)
            {
                wideSize = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
            }
            else if (rest.StartsWith("fmt "u8) && body.Length >= 16)
            {
                bytesPerSecond = BytesPerSecond(body);
            }

            // Chunks start at even offsets.
            long next = 8L + size + (size & 1);
            rest = next < rest.Length ? rest[(int)next..] : default;
        }

        return null;
    }

    /// <summary>
    /// The bytes per second of PCM, float, A-law, and mu-law data, if at least one of the two redundant fields agrees.
    /// </summary>
    private static double BytesPerSecond(ReadOnlySpan<byte> format)
    {
        int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        double rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int frame = U16(format, 2) * ((U16(format, 14) + 7) / 8);
        bool isPlain = U16(format, 0) is 1 or 3 or 6 or 7 or 0xFFFE;
        bool isAgreed = U16(format, 12) == frame || BinaryPrimitives.ReadUInt32LittleEndian(format[8..]) == rate * frame;
        return isPlain && isAgreed ? rate * frame : 0;
    }
}
