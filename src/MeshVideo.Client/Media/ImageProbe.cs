using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MetadataExtractor.Formats.Bmp;
using MetadataExtractor.Formats.Gif;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Png;
using MetadataExtractor.Formats.Riff;
using MetadataExtractor.Formats.WebP;
using MetadataExtractor.IO;
using Metadata = MetadataExtractor.Directory;

namespace MeshVideo.Media;

/// <summary>
/// Measures images by MetadataExtractor. Its readers of whole files take everything into memory, pixels included, so each format is
/// read by the part of the library that gets at the size alone.
/// </summary>
internal static class ImageProbe
{
    // Enough for every header that is told by its place.
    private const int HeadLength = 4096;

    public static MediaMeasure? Measure(Stream stream, string mimeType) => mimeType switch
    {
        "image/png" => Png(Head(stream)),
        "image/jpeg" => Jpeg(stream),
        "image/gif" => Sides(Gif(Head(stream)), GifHeaderDirectory.TagImageWidth, GifHeaderDirectory.TagImageHeight),
        "image/bmp" => Sides(Bmp(Head(stream)), BmpHeaderDirectory.TagImageWidth, BmpHeaderDirectory.TagImageHeight),
        "image/webp" => WebP(Head(stream)),
        _ => TiffProbe.Measure(stream) is { } sides ? Sides(sides.Width, sides.Height) : null,
    };

    private static MediaMeasure? Png(byte[] head)
    {
        const int Header = 16, HeaderLength = 13;
        if (head.Length < Header + HeaderLength || head[12] != 'I' || head[13] != 'H' || head[14] != 'D' || head[15] != 'R')
        {
            return null;
        }

        PngHeader header = new(head.AsSpan(Header, HeaderLength).ToArray());
        return Sides(header.ImageWidth, header.ImageHeight);
    }

    private static MediaMeasure? Jpeg(Stream stream)
    {
        JpegReader reader = new();
        ICollection<JpegSegmentType> frames = ((IJpegSegmentMetadataReader)reader).SegmentTypes;

        // Segments come one by one: nothing is read beyond the one that has the size.
        JpegSegment? frame = JpegSegmentReader.ReadSegments(new SequentialStreamReader(stream), frames).FirstOrDefault();
        return frame is null ? null : Sides([reader.Extract(frame)], JpegDirectory.TagImageWidth, JpegDirectory.TagImageHeight);
    }

    private static IEnumerable<Metadata> Gif(byte[] head) =>
        new GifReader().Extract(new SequentialByteArrayReader(head)).OfType<GifHeaderDirectory>();

    private static IEnumerable<Metadata> Bmp(byte[] head)
    {
        using MemoryStream stream = new(head, writable: false);
        return BmpMetadataReader.ReadMetadata(stream).OfType<BmpHeaderDirectory>();
    }

    private static MediaMeasure? WebP(byte[] head)
    {
        const int Chunk = 12, ChunkBody = 20, Needed = 10;

        // The size is at the beginning of the first chunk, which may be the whole picture: it is cut to what is at hand.
        int length = Math.Min(BitConverter.ToInt32(head, Chunk + 4), Needed);
        byte[] cut = new byte[ChunkBody + Needed + 8];
        Array.Copy(head, cut, Math.Min(head.Length, ChunkBody + length));
        BitConverter.GetBytes(cut.Length - 8).CopyTo(cut, 4);
        BitConverter.GetBytes(length).CopyTo(cut, Chunk + 4);

        List<Metadata> directories = [];
        new RiffReader().ProcessRiff(new SequentialByteArrayReader(cut), new WebPRiffHandler(directories));
        MediaMeasure? sides = Sides(directories.OfType<WebPDirectory>(), WebPDirectory.TagImageWidth, WebPDirectory.TagImageHeight);

        // In a lossy picture the two upper bits say how it may be scaled.
        const int SideBits = 0x3FFF;
        bool isLossy = head[Chunk + 3] == ' ';
        return isLossy && sides is not null ? Sides(sides.Width!.Value & SideBits, sides.Height!.Value & SideBits) : sides;
    }

    private static byte[] Head(Stream stream)
    {
        byte[] head = new byte[HeadLength];
        int filled = 0, read;
        while (filled < head.Length && (read = stream.Read(head, filled, head.Length - filled)) > 0)
        {
            filled += read;
        }

        Array.Resize(ref head, filled);
        return head;
    }

    private static MediaMeasure? Sides(IEnumerable<Metadata> directories, int widthTag, int heightTag)
    {
        Metadata? directory = directories.FirstOrDefault();
        return directory?.GetObject(widthTag) is { } width && directory.GetObject(heightTag) is { } height
            ? Sides(Number(width), Number(height))
            : null;

        static int Number(object value) => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
    }

    // A BMP stored top down has a negative height; a JPEG may tell its height only at its end, and says 0 until then.
    private static MediaMeasure? Sides(int width, int height) =>
        width == 0 || height == 0 ? null : new MediaMeasure { Width = width, Height = Math.Abs(height) };
}
