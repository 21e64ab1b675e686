using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using MeshVideo.Client.Tests.Validation;
using MeshVideo.Media;
using Xunit;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Image headers that ffmpeg does not write, and headers that end too early.</summary>
public sealed class ImageProbeTests
{
    private const int Width = 640, Height = 480;

    /// <summary>
    /// Of the frame headers of a JPEG, each kind of compression has its own; tables and what is reserved are none.
    /// </summary>
    [Theory]
    [InlineData(0xC0, true)]
    [InlineData(0xC1, true)]
    [InlineData(0xC2, true)]
    [InlineData(0xC3, true)]
    [InlineData(0xC4, false)]
    [InlineData(0xC5, true)]
    [InlineData(0xC7, true)]
    [InlineData(0xC8, false)]
    [InlineData(0xC9, true)]
    [InlineData(0xCC, false)]
    [InlineData(0xCF, true)]
    [InlineData(0xDB, false)]
    public void Jpeg_frame_headers_of_all_kinds(byte marker, bool isFrameHeader) =>
        Assert.Equal(
            isFrameHeader ? (Width, Height) : null, Probe("image/jpeg", [0xFF, 0xD8, .. FrameHeader(marker, Width, Height)]));

    [Fact]
    public void Jpeg_with_four_components() =>
        Assert.Equal((Width, Height), Probe("image/jpeg", [0xFF, 0xD8, .. FrameHeader(0xC0, Width, Height, components: 4)]));

    [Fact]
    public void Jpeg_with_a_thumbnail_in_its_metadata()
    {
        byte[] exif = [.. "Exif\0\0"u8, .. SampleImages.Jpeg(160, 120)];
        Assert.Equal(
            (Width, Height), Probe("image/jpeg", [0xFF, 0xD8, .. Segment(0xE1, exif), .. FrameHeader(0xC2, Width, Height)]));
    }

    [Fact]
    public void Jpeg_with_padding_and_stray_bytes_before_a_marker() =>
        Assert.Equal(
            (Width, Height),
            Probe(
                "image/jpeg",
                [0xFF, 0xD8, 0xFF, 0xFF, 0xFF, .. Segment(0xFE, []), 0, 7, 0xFF, 0, .. FrameHeader(0xC0, Width, Height)]));

    /// <summary>The height of 0 says that a DNL segment behind the first scan has it.</summary>
    [Fact]
    public void Jpeg_that_tells_its_height_later() =>
        Assert.Null(
            Probe("image/jpeg", [0xFF, 0xD8, .. FrameHeader(0xC0, Width, 0), 0xFF, 0xDA, 0, 2, .. Segment(0xDC, [1, 0xE0])]));

    [Theory]
    [InlineData(0xDA)]
    [InlineData(0xD9)]
    public void Jpeg_without_a_frame_header(byte marker) =>
        Assert.Null(Probe("image/jpeg", [0xFF, 0xD8, 0xFF, marker, 0, 2, .. FrameHeader(0xC0, Width, Height)]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Jpeg_with_a_segment_shorter_than_its_length(byte length) =>
        Assert.Null(Probe("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, length, .. FrameHeader(0xC0, Width, Height)]));

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(52)]
    [InlineData(56)]
    [InlineData(64)]
    [InlineData(108)]
    [InlineData(124)]
    public void Bmp_of_each_version(int headerLength)
    {
        byte[] size = headerLength == 12
            ? [.. Little16(Width), .. Little16(Height)]
            : [.. SampleClips.Little(Width), .. SampleClips.Little(Height)];
        Assert.Equal(
            (Width, Height), Probe("image/bmp", [.. "BM"u8, .. new byte[12], .. SampleClips.Little(headerLength), .. size]));
    }

    [Fact]
    public void Bmp_of_an_unknown_version() =>
        Assert.Null(Probe("image/bmp", [.. "BM"u8, .. new byte[12], .. SampleClips.Little(41), .. new byte[40]]));

    [Theory]
    [InlineData("GIF87a", true)]
    [InlineData("GIF89a", true)]
    [InlineData("GIF88a", false)]
    public void Gif_of_each_version(string version, bool isKnown)
    {
        byte[] image = [.. version.Select(character => (byte)character), .. SampleImages.Gif(Width, Height)[6..]];
        Assert.Equal(isKnown ? (Width, Height) : null, Probe("image/gif", image));
    }

    /// <summary>
    /// Each sample is a header and what belongs to it: with fewer bytes nothing can be told, and nothing may be made up.
    /// </summary>
    [Theory]
    [InlineData("png", "image/png", 29)]
    [InlineData("jpeg", "image/jpeg", 21)]
    [InlineData("gif", "image/gif", 13)]
    [InlineData("bmp", "image/bmp", 26)]
    [InlineData("webp", "image/webp", 30)]
    [InlineData("webp-lossless", "image/webp", 25)]
    [InlineData("webp-extended", "image/webp", 30)]
    public void A_header_that_is_cut_tells_nothing(string format, string mimeType, int headerLength)
    {
        byte[] image = SampleImages.Of(format, Width, Height);
        for (int length = 0; length < headerLength; length++)
        {
            Assert.Null(Probe(mimeType, image[..length]));
        }

        Assert.Equal((Width, Height), Probe(mimeType, image[..headerLength]));
    }

    [Theory]
    [InlineData("VP8 ")]
    [InlineData("VP8L")]
    [InlineData("ALPH")]
    public void Webp_whose_first_chunk_is_none_that_has_a_size(string chunk) =>
        Assert.Null(
            Probe(
                "image/webp",
                [
                    .. "RIFF\0\0\0\0WEBP"u8,
                    .. chunk.Select(character => (byte)character),
                    .. SampleClips.Little(20),
                    .. new byte[20],
                ]));

    private static (int Width, int Height)? Probe(string mimeType, byte[] image)
    {
        using MemoryStream stream = new(image, writable: false);
        return MediaProbe.TryProbe(stream, mimeType) is { Width: { } width, Height: { } height } ? (width, height) : null;
    }

    private static byte[] FrameHeader(byte marker, int width, int height, byte components = 3) =>
        Segment(marker, [8, .. Big16(height), .. Big16(width), components, .. new byte[3 * components]]);

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, .. Big16(content.Length + 2), .. content];

    private static byte[] Big16(int number)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);
        return bytes;
    }

    private static byte[] Little16(int number) => [.. Big16(number).Reverse()];
}
