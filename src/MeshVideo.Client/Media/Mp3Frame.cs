using System;

namespace MeshVideo.Media;

/// <summary>
/// The header of an MPEG audio frame: 11 bits of sync, version, layer, protection, bit rate, sampling rate, padding.
/// </summary>
/// <param name="Format">Version, layer and sampling rate, which all frames of a stream share.</param>
/// <param name="Length">The number of bytes, with the header.</param>
/// <param name="Seconds">The duration.</param>
internal readonly record struct Mp3Frame(int Format, int Length, double Seconds)
{
    /// <summary>The length of the longest frame.</summary>
    public const int MaximumLength = 2881;

    private const int HeaderLength = 4;

    private static readonly int[] SampleRates = [44100, 48000, 32000];
    private static readonly int[] KilobitsMpeg1Layer1 = [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    private static readonly int[] KilobitsMpeg1Layer2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    private static readonly int[] KilobitsMpeg1Layer3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] KilobitsMpeg2Layer1 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    private static readonly int[] KilobitsMpeg2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    /// <returns>Null if the bytes are not a frame, or have a bit rate that is not in the tables (free format).</returns>
    public static Mp3Frame? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
        {
            return null;
        }

        int version = (bytes[1] >> 3) & 3;
        int layer = 4 - ((bytes[1] >> 1) & 3);
        int bitRateIndex = bytes[2] >> 4;
        int sampleRateIndex = (bytes[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bitRateIndex is 0 or 15 || sampleRateIndex == 3)
        {
            return null;
        }

        // Version 3 is MPEG-1. Versions 2 and 0, MPEG-2 and 2.5, have half and a quarter of its sampling rates.
        bool isMpeg1 = version == 3;
        int sampleRate = SampleRates[sampleRateIndex] / (isMpeg1 ? 1 : version == 2 ? 2 : 4);
        int bitsPerSecond = 1000 * (layer, isMpeg1) switch
        {
            (1, true) => KilobitsMpeg1Layer1[bitRateIndex],
            (2, true) => KilobitsMpeg1Layer2[bitRateIndex],
            (3, true) => KilobitsMpeg1Layer3[bitRateIndex],
            (1, false) => KilobitsMpeg2Layer1[bitRateIndex],
            _ => KilobitsMpeg2[bitRateIndex],
        };
        int padding = (bytes[2] >> 1) & 1;
        int samples = layer == 1 ? 384 : layer == 3 && !isMpeg1 ? 576 : 1152;
        int length = layer == 1
            ? ((12 * bitsPerSecond / sampleRate) + padding) * 4
            : (samples / 8 * bitsPerSecond / sampleRate) + padding;
        return new Mp3Frame((version << 4) | (layer << 2) | sampleRateIndex, length, samples / (double)sampleRate);
    }
}
