using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>The index of an MP4 or MOV, its <c>moov</c>: what the file says of its tracks.</summary>
internal sealed class ClipIndex
{
    // A clip has a handful.
    private const int MostTracks = 1000;

    private readonly BoxReader _boxes;
    private readonly Dictionary<uint, ClipTrack> _tracks = [];

    public ClipIndex(BoxReader boxes, Box movie)
    {
        _boxes = boxes;
        uint timescale = 0;
        foreach (Box box in boxes.In(movie))
        {
            if (box.Type == "mvhd")
            {
                (timescale, double duration) = Timing(box);
                Seconds = timescale == 0 ? 0 : duration / timescale;
            }
            else if (box.Type == "trak" && _tracks.Count < MostTracks)
            {
                ClipTrack track = ReadTrack(box, timescale);
                _tracks[track.Id] = track;
            }
            else if (box.Type == "mvex")
            {
                ReadDefaults(box, timescale);
            }
        }
    }

    /// <summary>How long the movie says that it is; 0 where it does not know.</summary>
    public double Seconds { get; }

    /// <summary>Whether fragments may follow.</summary>
    public bool IsFragmented { get; private set; }

    /// <summary>How long it says that it is with its fragments; 0 where it does not say.</summary>
    public double FragmentedSeconds { get; private set; }

    public IEnumerable<ClipTrack> Tracks => _tracks.Values;

    /// <summary>The clip itself: a poster or a preview, before it or behind, has fewer pictures.</summary>
    public ClipTrack? Pictures => _tracks.Values.Where(track => track.IsVideo).OrderByDescending(track => track.Samples.Count).FirstOrDefault();

    public ClipTrack? Find(uint id) => _tracks.TryGetValue(id, out ClipTrack? track) ? track : null;

    private ClipTrack ReadTrack(Box box, uint movieTimescale)
    {
        ClipTrack track = new();
        if (_boxes.Find(box, "tkhd") is { } header)
        {
            track.Id = _boxes.UInt32(header, _boxes.Byte(header, 0) == 1 ? 20 : 12);
        }

        if (_boxes.Find(box, "edts", "elst") is { } edits && movieTimescale > 0)
        {
            track.EditedSeconds = Edited(edits) / movieTimescale;
        }

        if (_boxes.Find(box, "mdia") is not { } media)
        {
            return track;
        }

        if (_boxes.Find(media, "mdhd") is { } timing)
        {
            (track.Timescale, track.Duration) = Timing(timing);
        }

        track.IsVideo = _boxes.Find(media, "hdlr") is { } handler && _boxes.Text(handler, 8) == "vide";
        foreach (Box table in _boxes.Find(media, "minf", "stbl") is { } tables ? _boxes.In(tables) : [])
        {
            if (table.Type == "stts")
            {
                AddSamples(track.Samples, table);
            }
            else if (table.Type == "stsd" && track.IsVideo)
            {
                // The count, then the first entry's header; size and reserved bytes stand before its width.
                (track.Width, track.Height) = (_boxes.UInt16(table, 8 + 32), _boxes.UInt16(table, 8 + 34));
            }
        }

        return track;
    }

    private void AddSamples(SampleTimes samples, Box table)
    {
        const int Head = 8, Line = 8;
        long lines = Math.Min(_boxes.UInt32(table, 4), (table.Length - Head) / Line);
        for (long line = 0; line < lines; line++)
        {
            samples.Add(_boxes.UInt32(table, Head + (line * Line)), _boxes.UInt32(table, Head + (line * Line) + 4));
        }
    }

    /// <summary>What the edits play, in the movie's units. A duration of 0 has no end of its own.</summary>
    private double? Edited(Box edits)
    {
        const int Head = 8;
        bool isWide = _boxes.Byte(edits, 0) == 1;
        int line = isWide ? 20 : 12;
        long lines = Math.Min(_boxes.UInt32(edits, 4), (edits.Length - Head) / line);
        double total = 0;
        for (long index = 0; index < lines; index++)
        {
            double duration = isWide ? _boxes.UInt64(edits, Head + (index * line)) : _boxes.UInt32(edits, Head + (index * line));
            if (duration == 0)
            {
                return null;
            }

            total += duration;
        }

        return lines == 0 ? null : total;
    }

    private void ReadDefaults(Box extends, uint timescale)
    {
        IsFragmented = true;
        foreach (Box box in _boxes.In(extends))
        {
            if (box.Type == "trex" && Find(_boxes.UInt32(box, 4)) is { } track)
            {
                track.SampleDuration = _boxes.UInt32(box, 12);
            }
            else if (box.Type == "mehd" && timescale > 0)
            {
                FragmentedSeconds = (_boxes.Byte(box, 0) == 1 ? _boxes.UInt64(box, 4) : _boxes.UInt32(box, 4)) / (double)timescale;
            }
        }
    }

    /// <summary>mvhd and mdhd begin alike: version and flags, two times, time scale and duration; version 1 has wide ones. All ones: not known.</summary>
    private (uint Timescale, double Duration) Timing(Box header)
    {
        if (_boxes.Byte(header, 0) == 1)
        {
            ulong wide = _boxes.UInt64(header, 24);
            return (_boxes.UInt32(header, 20), wide == ulong.MaxValue ? 0 : wide);
        }

        uint duration = _boxes.UInt32(header, 16);
        return (_boxes.UInt32(header, 12), duration == uint.MaxValue ? 0 : duration);
    }
}
