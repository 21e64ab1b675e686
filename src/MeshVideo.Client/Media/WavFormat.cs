using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>The format of the samples of a WAV.</summary>
internal sealed record WavFormat(ushort Tag, ushort Channels, uint SamplesPerSecond, uint BytesPerSecond, ushort BlockLength, ushort Bits)
{
    public const int Length = 16;

    // PCM, floating point, A-law, mu-law, and what says more behind the header, which in practice is one of those.
    private static readonly ushort[] Plain = [0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE];

    public static WavFormat Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2)),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4)),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(8)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(12)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(14)));

    /// <param name="length">Bytes of data.</param>
    /// <param name="samples">How many samples the file says that they are; 0 where it does not say.</param>
    /// <returns>Null where the format contradicts itself.</returns>
    public double? Seconds(long length, long samples)
    {
        if (Array.IndexOf(Plain, Tag) >= 0)
        {
            return PlainBytesPerSecond is > 0 and { } bytes ? length / bytes : null;
        }

        double? counted = samples > 0 && SamplesPerSecond > 0 ? samples / (double)SamplesPerSecond : null;
        double? guessed = BytesPerSecond > 0 ? length / (double)BytesPerSecond : null;
        return counted ?? guessed;
    }

    /// <summary>Three fields say the same thing, and any of them may be wrong: what two say.</summary>
    private double? PlainBytesPerSecond
    {
        get
        {
            double said = BytesPerSecond;
            double byBlocks = (double)SamplesPerSecond * BlockLength;
            double byBits = (double)SamplesPerSecond * Channels * ((Bits + 7) / 8);
            return said == byBlocks || said == byBits ? said : byBlocks == byBits ? byBlocks : null;
        }
    }
}
