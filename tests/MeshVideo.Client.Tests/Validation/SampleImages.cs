using System;
using System.Buffers.Binary;
using System.Text;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Images that are headers and hardly more.</summary>
internal static class SampleImages
{
    public static byte[] Of(string format, int width, int height) => format switch
    {
        "png" => Png(width, height),
        "jpeg" => Jpeg(width, height),
        "gif" => Gif(width, height),
        "bmp" => Bmp(width, height),
        "tiff" => Tiff(width, height),
        "heic" => Heif("heic", width, height),
        "heif" => Heif("mif1", width, height),
        "webp" => WebpLossy(width, height),
        "webp-lossless" => WebpLossless(width, height),
        "webp-extended" => WebpExtended(width, height),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static byte[] Png(int width, int height) =>
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Big(13),
            .. "IHDR"u8,
            .. Big(width),
            .. Big(height),
            8,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    public static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0, 4, 1, 2,
        0xFF, 0xC2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 2, 0xFF, 0xD9,
    ];

    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0, 0, 0, (byte)';'];

    /// <summary>Stored top down, which makes the height negative.</summary>
    public static byte[] Bmp(int width, int height) =>
        [
            .. "BM"u8,
            .. Little(54),
            .. Little(0),
            .. Little(54),
            .. Little(40),
            .. Little(width),
            .. Little(-height),
            .. new byte[28],
        ];

    public static byte[] Tiff(int width, int height) =>
        [.. "II*\0"u8, .. Little(8), 2, 0, .. Entry(0x100, width), .. Entry(0x101, height), .. Little(0)];

    /// <summary>A picture with a smaller one, its thumbnail, before it.</summary>
    public static byte[] Heif(string brand, int width, int height) =>
    [
        .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), .. Big(0)]),
        .. Box("meta", [.. Big(0), .. Box("iprp", Box("ipco", [.. Extent(160, 120), .. Extent(width, height)]))]),
        .. Box("mdat", new byte[16]),
    ];

    public static byte[] WebpLossy(int width, int height) =>
        Webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, .. Little16(width), .. Little16(height), .. new byte[20]]);

    public static byte[] WebpLossless(int width, int height) =>
        Webp("VP8L", [0x2F, .. Little((width - 1) | ((height - 1) << 14)), .. new byte[21]]);

    public static byte[] WebpExtended(int width, int height) =>
        Webp("VP8X", [0, 0, 0, 0, .. Little(width - 1)[..3], .. Little(height - 1)[..3]]);

    private static byte[] Webp(string chunk, byte[] body) =>
        [
            .. "RIFF"u8,
            .. Little(body.Length + 12),
            .. "WEBP"u8,
            .. Encoding.ASCII.GetBytes(chunk),
            .. Little(body.Length),
            .. body,
        ];

    private static byte[] Extent(int width, int height) => Box("ispe", [.. Big(0), .. Big(width), .. Big(height)]);

    private static byte[] Entry(int tag, int value) => [.. Little16(tag), 4, 0, .. Little(1), .. Little(value)];

    private static byte[] Box(string type, byte[] body) => [.. Big(body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Little16(int number) => [(byte)number, (byte)(number >> 8)];

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
