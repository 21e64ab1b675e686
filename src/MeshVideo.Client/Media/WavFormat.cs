using System;
using System.Buffers.Binary;

namespace MeshVideo.Media;

/// <summary>The format of a WAV file (the <c>fmt </c> chunk).</summary>
internal sealed record WavFormat(
    ushort FormatTag, ushort Channels, uint SampleRate, uint BytesPerSecond, ushort BlockAlign, ushort BitsPerSample)
{
    public const int Length = 16;

    // PCM, floating point, A-law and mu-law, and the extensible format, which in practice is one of these.
    private static readonly ushort[] UncompressedTags = [0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE];

    public static WavFormat Parse(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2)),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4)),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(8)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(12)),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(14)));

    /// <summary>The duration of sound.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="samples">The declared number of samples; 0 if there is none.</param>
    /// <returns>Null if the format contradicts itself.</returns>
    public double? GetDurationSeconds(long length, long samples)
    {
        if (Array.IndexOf(UncompressedTags, FormatTag) >= 0)
        {
            return UncompressedBytesPerSecond is > 0 and { } bytes ? length / bytes : null;
        }

        double? counted = samples > 0 && SampleRate > 0 ? samples / (double)SampleRate : null;
        double? guessed = BytesPerSecond > 0 ? length / (double)BytesPerSecond : null;
        return counted ?? guessed;
    }

    /// <summary>Three fields give the same rate, and any of them may be wrong: the one on which two agree, or null.</summary>
    private double? UncompressedBytesPerSecond
    {
        get
        {
            double said = BytesPerSecond;
            double byBlocks = (double)SampleRate * BlockAlign;
            double byBits = (double)SampleRate * Channels * ((BitsPerSample + 7) / 8);
            return said == byBlocks || said == byBits ? said : byBlocks == byBits ? byBlocks : null;
        }
    }
}
