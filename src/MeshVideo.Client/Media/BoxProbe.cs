using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using MetadataExtractor.Formats.QuickTime;
using MetadataExtractor.IO;

namespace MeshVideo.Media;

/// <summary>
/// Measures what is made of boxes, MP4, MOV and HEIF, over MetadataExtractor's walk through them. Its own readers stop short of the
/// frame rate, of version 1 headers, and of the end of some broken files.
/// </summary>
internal static class BoxProbe
{
    // A table of sample times has a line for each change of pace.
    private const uint MostTableLines = 1_000_000;

    public static MediaMeasure? MeasureClip(Stream stream)
    {
        double? seconds = null;
        double? pace = null;
        Walk(stream, box =>
        {
            if (box.TypeString == "moov")
            {
                Into(box, inner =>
                {
                    if (inner.TypeString == "mvhd")
                    {
                        seconds = Seconds(inner.Reader);
                    }
                    else if (inner.TypeString == "trak")
                    {
                        pace ??= Pace(inner);
                    }
                });
            }
        });

        // A live recording says 0 and means that it does not know.
        return seconds > 0 ? new MediaMeasure { Seconds = seconds, FramesPerSecond = pace } : null;
    }

    public static MediaMeasure? MeasureImage(Stream stream)
    {
        // The picture, its tiles and its thumbnails each have a size; the picture's is the largest.
        MediaMeasure? largest = null;
        Walk(stream, box => OnPath(box, ["meta", "iprp", "ipco", "ispe"], found =>
        {
            found.Reader.Skip(4);
            MediaMeasure size = new() { Width = (int)found.Reader.GetUInt32(), Height = (int)found.Reader.GetUInt32() };
            if (largest is null || (long)size.Width * size.Height.Value > (long)largest.Width!.Value * largest.Height!.Value)
            {
                largest = size;
            }
        }));
        return largest;
    }

    /// <summary>The frames a second of a track, if it is one of pictures.</summary>
    private static double? Pace(AtomCallbackArgs track)
    {
        uint timescale = 0;
        bool isVideo = false;
        (long Frames, long Time) total = default;
        Into(track, box => OnPath(box, ["mdia", "*"], media =>
        {
            switch (media.TypeString)
            {
                case "mdhd":
                    timescale = Timing(media.Reader).Timescale;
                    break;
                case "hdlr":
                    media.Reader.Skip(8);
                    isVideo = media.Reader.GetString(4, Encoding.ASCII) == "vide";
                    break;
                default:
                    OnPath(media, ["minf", "stbl", "stts"], table => total = Total(table.Reader));
                    break;
            }
        }));
        return isVideo && total.Time > 0 ? total.Frames * (double)timescale / total.Time : null;
    }

    private static (long Frames, long Time) Total(SequentialReader table)
    {
        table.Skip(4);
        (long frames, long time) = (0L, 0L);
        uint lines = Math.Min(table.GetUInt32(), MostTableLines);
        for (uint line = 0; line < lines; line++)
        {
            long count = table.GetUInt32();
            frames += count;
            time += count * table.GetUInt32();
        }

        return (frames, time);
    }

    private static double? Seconds(SequentialReader header)
    {
        (uint timescale, ulong duration) = Timing(header);
        return timescale == 0 ? null : duration / (double)timescale;
    }

    /// <summary>mvhd and mdhd begin alike: version and flags, two times, timescale and duration; version 1 has wide ones.</summary>
    private static (uint Timescale, ulong Duration) Timing(SequentialReader header)
    {
        bool isWide = header.GetByte() == 1;
        header.Skip(isWide ? 3 + 16 : 3 + 8);
        uint timescale = header.GetUInt32();
        return (timescale, isWide ? header.GetUInt64() : header.GetUInt32());
    }

    /// <summary>Goes down a path of boxes and hands over those at its end; a star is any box.</summary>
    private static void OnPath(AtomCallbackArgs box, string[] path, Action<AtomCallbackArgs> found)
    {
        if (path[0] != "*" && path[0] != box.TypeString)
        {
            return;
        }

        if (path.Length == 1)
        {
            found(box);
            return;
        }

        if (box.TypeString == "meta")
        {
            // The one container that has a version.
            box.Reader.Skip(4);
        }

        string[] rest = new List<string>(path).GetRange(1, path.Length - 1).ToArray();
        Into(box, inner => OnPath(inner, rest, found));
    }

    private static void Into(AtomCallbackArgs box, Action<AtomCallbackArgs> handler) => Walk(box.Stream, handler, box.BytesLeft);

    private static void Walk(Stream stream, Action<AtomCallbackArgs> handler, long length = -1) =>
        QuickTimeReader.ProcessAtoms(
            stream,
            box =>
            {
                // Past a box that is cut off the walk would take its content for boxes.
                box.Cancel = box.Size > stream.Length - box.StartPosition;
                handler(box);
            },
            length);
}
