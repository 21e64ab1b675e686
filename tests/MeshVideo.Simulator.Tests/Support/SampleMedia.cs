using System;
using System.Buffers.Binary;
using System.Text;
using MeshVideo.Simulator.Rendering;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>Media as small as their headers.</summary>
internal static class SampleMedia
{
    public static byte[] Png(int width, int height)
    {
        byte[] file = new byte[33];
        ((byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]).CopyTo(file, 0);
        "IHDR"u8.CopyTo(file.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return file;
    }

    public static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0, 4, 1, 2, // a segment to pass over
        0xFF, 0xFF, 0xC2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
    ];

    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0];

    public static byte[] Bmp(int width, int height)
    {
        byte[] file = new byte[54];
        "BM"u8.CopyTo(file);
        file[14] = 40;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), -height); // stored top down
        return file;
    }

    public static byte[] WebpLossy(int width, int height) =>
        [.. Webp("VP8 "), 0, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];

    public static byte[] WebpExtended(int width, int height) =>
        [
            .. Webp("VP8X"), 0, 0, 0, 0,
            (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0,
        ];

    public static byte[] WebpLossless(int width, int height)
    {
        uint packed = (uint)(width - 1) | ((uint)(height - 1) << 14);
        return [.. Webp("VP8L"), 0x2F, (byte)packed, (byte)(packed >> 8), (byte)(packed >> 16), (byte)(packed >> 24)];
    }

    public static byte[] Mp4(double seconds) =>
        VideoRenderer.Render(new Scene(FrameSize.Get("480p", "16:9"), (int)Math.Round(seconds * 24), seed: 1));

    public static byte[] Wav(double seconds)
    {
        const int BytesPerSecond = 8000;
        byte[] data = new byte[(int)(seconds * BytesPerSecond)];
        byte[] format = new byte[16];
        (format[0], format[2], format[12], format[14]) = (1, 1, 1, 8);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), BytesPerSecond);
        return
        [
            .. "RIFF"u8, .. Size(36 + data.Length), .. "WAVE"u8,
            .. "fmt "u8, .. Size(format.Length), .. format,
            .. "data"u8, .. Size(data.Length), .. data,
        ];
    }

    public static string DataUri(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    private static byte[] Webp(string chunk) => [.. "RIFF\0\0\0\0WEBP"u8, .. Encoding.ASCII.GetBytes(chunk), 0, 0, 0, 0];

    private static byte[] Size(int size)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
        return bytes;
    }
}
