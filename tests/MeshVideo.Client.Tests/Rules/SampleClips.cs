using System;
using System.Buffers.Binary;
using System.Text;

namespace MeshVideo.Client.Tests.Rules;

/// <summary>Clips and sound that are headers and hardly more.</summary>
internal static class SampleClips
{
    private const int MovieScale = 10_000;
    private const int FrameTime = 1000;

    /// <summary>An index of a movie with one track of pictures, behind its data.</summary>
    public static byte[] Mp4(double seconds, double framesPerSecond = 24, string brand = "isom", bool isWide = false)
    {
        int frames = (int)Math.Round(seconds * framesPerSecond);
        byte[] table =
        [
            .. Box("stts", [.. Big(0), .. Big(1), .. Big(frames), .. Big(FrameTime)]),
            .. Box("stsz", [.. Big(0), .. Big(1), .. Big(frames)]),
        ];
        byte[] media =
        [
            .. Box("mdhd", Timing((int)Math.Round(framesPerSecond * FrameTime), (long)frames * FrameTime, isWide)),
            .. Box("hdlr", [.. Big(0), .. Big(0), .. "vide"u8, .. new byte[13]]),
            .. Box("minf", Box("stbl", table)),
        ];
        byte[] movie =
        [
            .. Box("mvhd", [.. Timing(MovieScale, (long)Math.Round(seconds * MovieScale), isWide), .. new byte[80]]),
            .. Box("trak", [.. Box("tkhd", new byte[84]), .. Box("mdia", media)]),
        ];
        return [.. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), .. Big(0)]), .. Box("mdat", new byte[64]), .. Box("moov", movie)];
    }

    public static byte[] Mov(double seconds) => Mp4(seconds, brand: "qt  ");

    /// <summary>Eight bits, one channel.</summary>
    public static byte[] Wav(double seconds, int bytesPerSecond = 8000)
    {
        byte[] data = new byte[(int)Math.Round(seconds * bytesPerSecond)];
        return
        [
            .. "RIFF"u8, .. Little(data.Length + 36), .. "WAVE"u8,
            .. "fmt "u8, .. Little(16), 1, 0, 1, 0, .. Little(bytesPerSecond), .. Little(bytesPerSecond), 1, 0, 8, 0,
            .. "data"u8, .. Little(data.Length), .. data,
        ];
    }

    /// <summary>Frames of 128 kbit/s at 44.1 kHz, between an ID3v2 and an ID3v1 tag.</summary>
    public static byte[] Mp3(double seconds)
    {
        byte[] frame = new byte[417];
        ((byte[])[0xFF, 0xFB, 0x90, 0x00]).CopyTo(frame, 0);
        int frames = (int)Math.Ceiling(seconds * 44100 / 1152);
        byte[] file = new byte[20 + (frames * frame.Length) + 128];
        ((byte[])[.. "ID3"u8, 4, 0, 0, 0, 0, 0, 10]).CopyTo(file, 0);
        for (int index = 0; index < frames; index++)
        {
            frame.CopyTo(file, 20 + (index * frame.Length));
        }

        "TAG"u8.CopyTo(file.AsSpan(file.Length - 128));
        return file;
    }

    private static byte[] Timing(int scale, long length, bool isWide) => isWide
        ? [1, 0, 0, 0, .. new byte[16], .. Big(scale), .. Big((int)(length >> 32)), .. Big((int)length)]
        : [0, 0, 0, 0, .. new byte[8], .. Big(scale), .. Big((int)length)];

    private static byte[] Box(string type, byte[] body) => [.. Big(body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Little(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
