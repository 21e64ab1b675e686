using System;
using System.IO;
using System.Text;

namespace MeshVideo.Media;

/// <summary>
/// Tells how long an MP3 plays by walking its frames, which is exact for every kind of bit rate. MetadataExtractor reads one frame's
/// header, and that only where no tag stands before it.
/// </summary>
internal static class Mp3Probe
{
    private static readonly int[] Kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Rates1 = [44100, 48000, 32000];

    public static MediaMeasure? Measure(Stream stream)
    {
        byte[] head = new byte[64];
        stream.Position = AfterTag(stream, head);
        double seconds = 0;
        bool isFirst = true;
        while (Fill(stream, head) >= 4 && Frame.TryRead(head) is { } frame)
        {
            // The first frame may be silent and tell about the others.
            seconds += isFirst && IsIndex(head) ? 0 : frame.Seconds;
            isFirst = false;
            if (frame.Length > stream.Length - stream.Position)
            {
                break;
            }

            stream.Position += frame.Length;
        }

        // What follows the frames is a tag or two; where it is more, the walk has lost its way.
        bool isWhole = stream.Position > stream.Length * 0.9;

        // Encoders fill up the last frame and a delay: up to a tenth of a second that nobody hears.
        return isFirst || !isWhole ? null : new MediaMeasure { Seconds = Math.Floor(Math.Round(seconds, 6) * 10) / 10 };
    }

    /// <summary>Where the sound begins: behind an ID3v2 tag, whose length has seven bits a byte.</summary>
    private static long AfterTag(Stream stream, byte[] head)
    {
        const int TagHeader = 10, FooterFlag = 0x10;
        stream.Position = 0;
        if (Fill(stream, head) < TagHeader || Encoding.ASCII.GetString(head, 0, 3) != "ID3")
        {
            return 0;
        }

        int length = (head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9];
        return TagHeader + length + ((head[5] & FooterFlag) != 0 ? TagHeader : 0);
    }

    private static bool IsIndex(byte[] head)
    {
        string text = Encoding.ASCII.GetString(head);
        return text.Contains("Xing") || text.Contains("Info") || text.Contains("VBRI");
    }

    /// <summary>Reads ahead, without moving on.</summary>
    private static int Fill(Stream stream, byte[] head)
    {
        long start = stream.Position;
        int filled = 0, read;
        while (filled < head.Length && (read = stream.Read(head, filled, head.Length - filled)) > 0)
        {
            filled += read;
        }

        stream.Position = start;
        return filled;
    }

    private sealed record Frame(int Length, double Seconds)
    {
        /// <summary>A frame of layer III: 11 bits of sync, version, layer, protection, bit rate, sampling rate, padding.</summary>
        public static Frame? TryRead(byte[] head)
        {
            int version = (head[1] >> 3) & 3;
            int kilobits = head[2] >> 4;
            int rate = (head[2] >> 2) & 3;
            if (head[0] != 0xFF || (head[1] & 0xE6) != 0xE2 || version == 1 || kilobits is 0 or 15 || rate == 3)
            {
                return null;
            }

            // Version 3 is MPEG-1; 2 and 0, MPEG-2 and 2.5, have half and a quarter of the rate, and half the samples.
            bool isFirst = version == 3;
            int hertz = Rates1[rate] / (isFirst ? 1 : version == 2 ? 2 : 4);
            int samples = isFirst ? 1152 : 576;
            int bits = (isFirst ? Kilobits1 : Kilobits2)[kilobits] * 1000;
            return new Frame((samples / 8 * bits / hertz) + ((head[2] >> 1) & 1), samples / (double)hertz);
        }
    }
}
