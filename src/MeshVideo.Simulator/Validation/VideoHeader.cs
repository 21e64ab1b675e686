using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the duration and frame rate of an MP4 or MOV file from its index or its fragments.</summary>
internal sealed record VideoHeader(double? Seconds, double? FramesPerSecond)
{
    // The maximum difference between the duration of the movie and its tracks.
    private const double DurationTolerance = 0.1;

    public static VideoHeader? Read(ReadOnlySpan<byte> file)
    {
        try
        {
            ReadOnlySpan<byte> movie = BoxReader.Find(file, "moov"u8);
            ReadOnlySpan<byte> header = BoxReader.Find(movie, "mvhd"u8);
            if (header.IsEmpty)
            {
                return null;
            }

            if (!BoxReader.Find(movie, "mvex"u8).IsEmpty || !BoxReader.Find(file, "moof"u8).IsEmpty)
            {
                return new VideoHeader(FragmentReader.ReadDuration(file, movie), null);
            }

            double seconds = ReadDuration(header);
            return new VideoHeader(seconds > 0 && !IsDurationInconsistent(movie, seconds) ? seconds : null, ReadFrameRate(movie));
        }
        catch (ArgumentOutOfRangeException)
        {
            // The index is truncated.
            return null;
        }
    }

    /// <summary>
    /// mvhd and mdhd start with the same fields: version, two times, timescale and duration, which are 64-bit in version 1.
    /// </summary>
    public static double ReadDuration(ReadOnlySpan<byte> header) => header[0] == 1
        ? BinaryPrimitives.ReadUInt64BigEndian(header[24..]) / (double)BinaryPrimitives.ReadUInt32BigEndian(header[20..])
        : BinaryPrimitives.ReadUInt32BigEndian(header[16..]) / (double)BinaryPrimitives.ReadUInt32BigEndian(header[12..]);

    /// <summary>Whether no track is as long as the movie header specifies. Edit lists are ignored.</summary>
    private static bool IsDurationInconsistent(ReadOnlySpan<byte> movie, double seconds)
    {
        double longest = 0d;
        foreach (BoxReader track in new BoxReader(movie))
        {
            if (!track.Type.SequenceEqual("trak"u8))
            {
                continue;
            }

            if (!BoxReader.Find(track.Body, "edts"u8).IsEmpty)
            {
                return false;
            }

            ReadOnlySpan<byte> header = BoxReader.Find(BoxReader.Find(track.Body, "mdia"u8), "mdhd"u8);
            longest = header.IsEmpty ? longest : Math.Max(longest, ReadDuration(header));
        }

        return longest > 0 && Math.Abs(longest - seconds) > DurationTolerance;
    }

    /// <summary>The frame rate of the track with the most frames, because a poster or a preview may precede it.</summary>
    private static double? ReadFrameRate(ReadOnlySpan<byte> movie)
    {
        double? pace = null;
        uint most = 0u;
        foreach (BoxReader track in new BoxReader(movie))
        {
            if (!track.Type.SequenceEqual("trak"u8))
            {
                continue;
            }

            ReadOnlySpan<byte> media = BoxReader.Find(track.Body, "mdia"u8);
            ReadOnlySpan<byte> handler = BoxReader.Find(media, "hdlr"u8);
            if (handler.IsEmpty || !handler[8..12].SequenceEqual("vide"u8))
            {
                continue;
            }

            ReadOnlySpan<byte> tables = BoxReader.Find(BoxReader.Find(media, "minf"u8), "stbl"u8);
            ReadOnlySpan<byte> samples = BoxReader.Find(tables, "stsz"u8);
            ReadOnlySpan<byte> header = BoxReader.Find(media, "mdhd"u8);
            if (samples.IsEmpty
                || header.IsEmpty
                || BinaryPrimitives.ReadUInt32BigEndian(samples[8..]) is var count
                && count <= most)
            {
                continue;
            }

            // Frames with varying durations have no frame rate.
            ReadOnlySpan<byte> times = BoxReader.Find(tables, "stts"u8);
            (most, pace) = (
                count,
                !times.IsEmpty && BinaryPrimitives.ReadUInt32BigEndian(times[4..]) == 1 ? count / ReadDuration(header) : null);
        }

        return pace;
    }
}
