using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>The <c>moov</c> box of an MP4 or QuickTime file, which describes its tracks.</summary>
internal sealed class Mp4Movie
{
    // Real files have a handful.
    private const int MaximumTracks = 1000;

    private readonly BoxReader _boxes;
    private readonly Dictionary<uint, Mp4Track> _tracks = [];

    public Mp4Movie(BoxReader boxes, Box movie)
    {
        _boxes = boxes;
        uint timescale = 0;
        foreach (Box box in boxes.GetChildren(movie))
        {
            if (box.Type == "mvhd")
            {
                (timescale, double duration) = ReadTiming(box);
                DurationSeconds = timescale == 0 ? 0 : duration / timescale;
            }
            else if (box.Type == "trak" && _tracks.Count < MaximumTracks)
            {
                Mp4Track track = ReadTrack(box, timescale);
                _tracks[track.Id] = track;
            }
            else if (box.Type == "mvex")
            {
                ReadFragmentDefaults(box, timescale);
            }
        }
    }

    /// <summary>The declared duration; 0 if unknown.</summary>
    public double DurationSeconds { get; }

    /// <summary>Whether fragments may follow (<c>mvex</c>).</summary>
    public bool IsFragmented { get; private set; }

    /// <summary>The declared duration with all fragments; 0 if unknown.</summary>
    public double FragmentedDurationSeconds { get; private set; }

    public IEnumerable<Mp4Track> Tracks => _tracks.Values;

    /// <summary>The video track with the most frames: others hold a poster or a preview.</summary>
    public Mp4Track? MainVideoTrack =>
        _tracks.Values.Where(track => track.IsVideo).OrderByDescending(track => track.Samples.Count).FirstOrDefault();

    public Mp4Track? Find(uint id) => _tracks.TryGetValue(id, out Mp4Track? track) ? track : null;

    private Mp4Track ReadTrack(Box box, uint movieTimescale)
    {
        Mp4Track track = new();
        if (_boxes.Find(box, "tkhd") is { } header)
        {
            track.Id = _boxes.ReadUInt32(header, _boxes.ReadByte(header, 0) == 1 ? 20 : 12);
        }

        if (_boxes.Find(box, "edts", "elst") is { } edits && movieTimescale > 0)
        {
            track.EditedDurationSeconds = SumEdits(edits) / movieTimescale;
        }

        if (_boxes.Find(box, "mdia") is not { } media)
        {
            return track;
        }

        if (_boxes.Find(media, "mdhd") is { } timing)
        {
            (track.Timescale, track.Duration) = ReadTiming(timing);
        }

        track.IsVideo = _boxes.Find(media, "hdlr") is { } handler && _boxes.ReadFourCC(handler, 8) == "vide";
        foreach (Box table in _boxes.Find(media, "minf", "stbl") is { } tables ? _boxes.GetChildren(tables) : [])
        {
            if (table.Type == "stts")
            {
                ReadSampleDurations(track.Samples, table);
            }
            else if (table.Type == "stsd" && track.IsVideo)
            {
                // Behind the number of entries, width and height of the first one follow its header and reserved bytes.
                (track.Width, track.Height) = (_boxes.ReadUInt16(table, 8 + 32), _boxes.ReadUInt16(table, 8 + 34));
            }
        }

        return track;
    }

    private void ReadSampleDurations(SampleDurations samples, Box table)
    {
        const int HeaderLength = 8, EntryLength = 8;
        long entries = Math.Min(_boxes.ReadUInt32(table, 4), (table.Length - HeaderLength) / EntryLength);
        for (long entry = 0; entry < entries; entry++)
        {
            samples.Add(
                _boxes.ReadUInt32(table, HeaderLength + (entry * EntryLength)),
                _boxes.ReadUInt32(table, HeaderLength + (entry * EntryLength) + 4));
        }
    }

    /// <summary>The duration of an edit list, in the movie's time units; null if an edit has no end.</summary>
    private double? SumEdits(Box edits)
    {
        const int HeaderLength = 8;
        bool isVersion1 = _boxes.ReadByte(edits, 0) == 1;
        int entryLength = isVersion1 ? 20 : 12;
        long entries = Math.Min(_boxes.ReadUInt32(edits, 4), (edits.Length - HeaderLength) / entryLength);
        double total = 0;
        for (long entry = 0; entry < entries; entry++)
        {
            double duration = isVersion1
                ? _boxes.ReadUInt64(edits, HeaderLength + (entry * entryLength))
                : _boxes.ReadUInt32(edits, HeaderLength + (entry * entryLength));
            if (duration == 0)
            {
                return null;
            }

            total += duration;
        }

        return entries == 0 ? null : total;
    }

    private void ReadFragmentDefaults(Box extends, uint timescale)
    {
        IsFragmented = true;
        foreach (Box box in _boxes.GetChildren(extends))
        {
            if (box.Type == "trex" && Find(_boxes.ReadUInt32(box, 4)) is { } track)
            {
                track.DefaultSampleDuration = _boxes.ReadUInt32(box, 12);
            }
            else if (box.Type == "mehd" && timescale > 0)
            {
                FragmentedDurationSeconds =
                    (_boxes.ReadByte(box, 0) == 1 ? _boxes.ReadUInt64(box, 4) : _boxes.ReadUInt32(box, 4)) / (double)timescale;
            }
        }
    }

    /// <summary>
    /// Reads time scale and duration of a <c>mvhd</c> or <c>mdhd</c> box. Both have 64-bit times in version 1; a duration of all
    /// ones is
    /// unknown.
    /// </summary>
    private (uint Timescale, double Duration) ReadTiming(Box header)
    {
        if (_boxes.ReadByte(header, 0) == 1)
        {
            ulong largeDuration = _boxes.ReadUInt64(header, 24);
            return (_boxes.ReadUInt32(header, 20), largeDuration == ulong.MaxValue ? 0 : largeDuration);
        }

        uint duration = _boxes.ReadUInt32(header, 16);
        return (_boxes.ReadUInt32(header, 12), duration == uint.MaxValue ? 0 : duration);
    }
}
