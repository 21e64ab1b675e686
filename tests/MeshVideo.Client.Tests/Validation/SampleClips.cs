using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Clips and sound that are headers and hardly more.</summary>
internal static class SampleClips
{
    private const int MovieScale = 10_000;
    private const int FrameTime = 1000;

    /// <summary>An index of a movie with one track of pictures, behind its data.</summary>
    public static byte[] Mp4(double seconds, double framesPerSecond = 24, string brand = "isom", bool isWide = false) =>
        [.. Type(brand), .. Box("mdat", new byte[64]), .. Movie(seconds, isWide, Track(1, seconds, framesPerSecond, isWide))];

    public static byte[] Type(string brand) => Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), .. Big(0)]);

    public static byte[] Movie(double seconds, bool isWide, params byte[][] more) =>
        Box(
            "moov",
            [
                .. Box("mvhd", [.. Timing(MovieScale, (long)Math.Round(seconds * MovieScale), isWide), .. new byte[80]]),
                .. more.SelectMany(box => box),
            ]);

    /// <summary>A track of pictures.</summary>
    public static byte[] Track(byte id, double seconds, double framesPerSecond = 24, bool isWide = false)
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
        return Box("trak", [.. Box("tkhd", [.. new byte[12], .. Big(id), .. new byte[68]]), .. Box("mdia", media)]);
    }

    public static byte[] Mov(double seconds) => Mp4(seconds, brand: "qt  ");

    /// <summary>Eight bits, one channel.</summary>
    public static byte[] Wav(double seconds, int bytesPerSecond = 8000)
    {
        byte[] data = new byte[(int)Math.Round(seconds * bytesPerSecond)];
        return Wav("RIFF", bytesPerSecond, bytesPerSecond, data.Length, data);
    }

    /// <summary>Eight bits, one channel, with a header that says what it likes.</summary>
    public static byte[] Wav(
        string type, int samplesPerSecond, int saidBytesPerSecond, int saidLength, byte[] data, byte[]? before = null)
    {
        return
        [
            .. Encoding.ASCII.GetBytes(type), .. Little(data.Length + 36), .. "WAVE"u8, .. before ?? [],
            .. "fmt "u8, .. Little(16), 1, 0, 1, 0, .. Little(samplesPerSecond), .. Little(saidBytesPerSecond), 1, 0, 8, 0,
            .. "data"u8, .. Little(saidLength), .. data,
        ];
    }

    /// <summary>Frames between an ID3v2 and an ID3v1 tag.</summary>
    public static byte[] Mp3(double seconds) => [.. Id3(10), .. Mp3Frames(seconds), .. "TAG"u8, .. new byte[125]];

    /// <summary>Frames of 128 kbit/s at 44.1 kHz.</summary>
    public static byte[] Mp3Frames(double seconds)
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        return [.. Enumerable.Repeat(frame, (int)Math.Ceiling(seconds * 44100 / 1152)).SelectMany(bytes => bytes)];
    }

    /// <summary>An ID3v2 tag, as long as a picture may make it.</summary>
    public static byte[] Id3(int length) =>
        [
            .. "ID3"u8,
            4,
            0,
            0,
            (byte)(length >> 21 & 0x7F),
            (byte)(length >> 14 & 0x7F),
            (byte)(length >> 7 & 0x7F),
            (byte)(length & 0x7F),
            .. new byte[length],
        ];

    private static byte[] Timing(int scale, long length, bool isWide) => isWide
        ? [1, 0, 0, 0, .. new byte[16], .. Big(scale), .. Big((int)(length >> 32)), .. Big((int)length)]
        : [0, 0, 0, 0, .. new byte[8], .. Big(scale), .. Big((int)length)];

    public static byte[] Box(string type, byte[] body) => [.. Big(body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    public static byte[] Little(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    public static byte[] Big(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
