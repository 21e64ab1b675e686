using System.Collections.Generic;
using System.IO;
using System.Linq;
using MeshVideo.Client.Tests.Validation;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Images with much before their size, with the other order of bytes, with a preview first, and cut.</summary>
internal static class ChangedImages
{
    private static readonly string[] Formats = ["png", "jpg", "gif", "bmp", "tiff", "webp"];
    private static readonly double[] Shares = [0.02, 0.5, 0.9];

    public static void Make(string folder)
    {
        byte[] Read(string name) => File.ReadAllBytes(Path.Combine(folder, name));
        byte[] jpg = Read("jpg/640x480.jpg");
        byte[] png = Read("png/640x480.png");
        byte[] small = Read("jpg/320x290.jpg");
        byte[] bmp = Read("bmp/640x480.bmp");

        (string Name, byte[] Content)[] files =
        [
            .. Formats.SelectMany(
                format =>
                    Shares.Select(
                        share => ($"{format}/cut-{share:0.00}.{format}", Read($"{format}/640x480.{format}").Part(share)))),
            ("jpg/preview-in-exif.jpg", jpg.Insert(2, Segment([.. "Exif\0\0"u8, .. small]))),
            ("jpg/many-segments.jpg", jpg.Insert(2, [.. Enumerable.Range(0, 40).SelectMany(_ => Segment(new byte[60_000]))])),
            ("jpg/filled.jpg", jpg.Insert(2, 0xFF, 0xFF, 0xFF)),
            ("jpg/behind.jpg", [.. jpg, .. small]),
            ("png/behind.png", [.. png, .. jpg]),
            ("bmp/top-down.bmp", bmp.WithLittle(22, unchecked((uint)-480))),
            ("tiff/big-endian.tiff", Tiff(300, 320)),
            ("tiff/big-endian-small.tiff", Tiff(200, 320)),
            ("tiff/preview-first.tiff", Tiff(320, 300, isBehindPreview: true)),
        ];
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private static IEnumerable<byte> SegmentBytes(byte[] body) =>
        [0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Segment(byte[] body) => [.. SegmentBytes(body)];

    /// <summary>Grey, uncompressed, one strip, in the order of bytes that ffmpeg does not write.</summary>
    private static byte[] Tiff(ushort width, ushort height, bool isBehindPreview = false)
    {
        const int Entries = 9, DirectoryLength = 2 + (12 * Entries) + 4, First = 8;
        byte[] pixels = new byte[width * height];
        int last = First + (isBehindPreview ? DirectoryLength : 0);
        int strip = last + DirectoryLength;
        byte[] preview = isBehindPreview ? Directory(32, 30, isReduced: true, strip, next: last) : [];
        return
        [
            .. "MM\0*"u8, .. SampleClips.Big(First), .. preview, .. Directory(width, height, isReduced: false, strip, next: 0),
            .. pixels,
        ];
    }

    private static byte[] Directory(int width, int height, bool isReduced, int strip, int next)
    {
        (int Tag, int Value)[] entries =
        [
            (0xFE, isReduced ? 1 : 0), (0x100, width), (0x101, height), (0x102, 8), (0x103, 1), (0x106, 1), (0x111, strip),
            (0x116, height), (0x117, width * height),
        ];
        return [0, (byte)entries.Length, .. entries.SelectMany(Entry), .. SampleClips.Big(next)];

        static IEnumerable<byte> Entry((int Tag, int Value) entry) =>
            [(byte)(entry.Tag >> 8), (byte)entry.Tag, 0, 4, .. SampleClips.Big(1), .. SampleClips.Big(entry.Value)];
    }
}
