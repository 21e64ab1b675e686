using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>The length and the pace of an MP4 or MOV, from its index.</summary>
internal sealed record VideoHeader(double Seconds, double? FramesPerSecond)
{
    public static VideoHeader? Read(ReadOnlySpan<byte> file)
    {
        try
        {
            var movie = BoxReader.Find(file, "moov"u8);
            var header = BoxReader.Find(movie, "mvhd"u8);
            return header.IsEmpty ? null : new VideoHeader(Length(header), Pace(movie));
        }
        catch (ArgumentOutOfRangeException)
        {
            // The file ends within its index.
            return null;
        }
    }

    /// <summary>mvhd and mdhd begin alike: version, two times, timescale, duration; version 1 has wide ones.</summary>
    private static double Length(ReadOnlySpan<byte> header) => header[0] == 1
        ? BinaryPrimitives.ReadUInt64BigEndian(header[24..]) / (double)BinaryPrimitives.ReadUInt32BigEndian(header[20..])
        : BinaryPrimitives.ReadUInt32BigEndian(header[16..]) / (double)BinaryPrimitives.ReadUInt32BigEndian(header[12..]);

    private static double? Pace(ReadOnlySpan<byte> movie)
    {
        foreach (var track in new BoxReader(movie))
        {
            if (!track.Type.SequenceEqual("trak"u8))
                continue;
            var media = BoxReader.Find(track.Body, "mdia"u8);
            var handler = BoxReader.Find(media, "hdlr"u8);
            if (handler.IsEmpty || !handler[8..12].SequenceEqual("vide"u8))
                continue;
            var samples = BoxReader.Find(BoxReader.Find(BoxReader.Find(media, "minf"u8), "stbl"u8), "stsz"u8);
            var header = BoxReader.Find(media, "mdhd"u8);
            if (!samples.IsEmpty && !header.IsEmpty)
                return BinaryPrimitives.ReadUInt32BigEndian(samples[8..]) / Length(header);
        }

        return null;
    }
}
