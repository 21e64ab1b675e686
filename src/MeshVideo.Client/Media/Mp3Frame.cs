using System;

namespace MeshVideo.Media;

/// <summary>The header of a frame of MPEG audio: 11 bits of sync, version, layer, protection, bit rate, sampling rate, padding.</summary>
/// <param name="Format">Version, layer and sampling rate, which all frames of a stream share.</param>
/// <param name="Length">Bytes, the header included.</param>
/// <param name="Seconds">How long it plays.</param>
internal readonly record struct Mp3Frame(int Format, int Length, double Seconds)
{
    /// <summary>The longest there can be.</summary>
    public const int MostBytes = 2881;

    private const int HeaderLength = 4;

    private static readonly int[] Rates = [44100, 48000, 32000];
    private static readonly int[] Kilobits1Layer1 = [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    private static readonly int[] Kilobits1Layer2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    private static readonly int[] Kilobits1Layer3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Kilobits2Layer1 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    private static readonly int[] Kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    /// <returns>Null where there is none, or one of a bit rate that is not in the tables.</returns>
    public static Mp3Frame? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
        {
            return null;
        }

        int version = (bytes[1] >> 3) & 3;
        int layer = 4 - ((bytes[1] >> 1) & 3);
        int bitRate = bytes[2] >> 4;
        int rate = (bytes[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bitRate is 0 or 15 || rate == 3)
        {
            return null;
        }

        // Version 3 is MPEG-1; 2 and 0, MPEG-2 and 2.5, have half and a quarter of the rate.
        bool isFirst = version == 3;
        int hertz = Rates[rate] / (isFirst ? 1 : version == 2 ? 2 : 4);
        int bits = 1000 * (layer, isFirst) switch
        {
            (1, true) => Kilobits1Layer1[bitRate],
            (2, true) => Kilobits1Layer2[bitRate],
            (3, true) => Kilobits1Layer3[bitRate],
            (1, false) => Kilobits2Layer1[bitRate],
            _ => Kilobits2[bitRate],
        };
        int padding = (bytes[2] >> 1) & 1;
        int samples = layer == 1 ? 384 : layer == 3 && !isFirst ? 576 : 1152;
        int length = layer == 1 ? ((12 * bits / hertz) + padding) * 4 : (samples / 8 * bits / hertz) + padding;
        return new Mp3Frame((version << 4) | (layer << 2) | rate, length, samples / (double)hertz);
    }
}
