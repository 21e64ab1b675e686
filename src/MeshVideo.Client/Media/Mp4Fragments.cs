using System;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>The fragments of an MP4 (<c>moof</c> boxes), each of which adds samples to some tracks.</summary>
internal sealed class Mp4Fragments(BoxReader boxes, Mp4Movie movie)
{
    private const double MaximumGapSeconds = 0.1;

    /// <summary>Whether the durations of all samples are known.</summary>
    public bool HaveDurations { get; private set; } = true;

    /// <summary>Whether the fragments follow each other without gaps: of joined or incomplete files, they do not.</summary>
    public bool AreContiguous => movie.Tracks.All(track => track.FragmentsStart is not { } start
        || Math.Abs(track.FragmentsEnd - start - track.Samples.TotalDuration) <= MaximumGapSeconds * track.Timescale);

    public void Add(Box fragment)
    {
        foreach (Box trackFragment in boxes.FindAll(fragment, "traf"))
        {
            if (boxes.Find(trackFragment, "tfhd") is not { } header || movie.Find(boxes.ReadUInt32(header, 4)) is not { } track)
            {
                continue;
            }

            uint? defaultDuration = ReadDefaultDuration(header) ?? track.DefaultSampleDuration;
            double durationBefore = track.Samples.TotalDuration;
            foreach (Box run in boxes.FindAll(trackFragment, "trun"))
            {
                AddRun(track.Samples, run, defaultDuration);
            }

            if (boxes.Find(trackFragment, "tfdt") is { } time)
            {
                double start = boxes.ReadByte(time, 0) == 1 ? boxes.ReadUInt64(time, 4) : boxes.ReadUInt32(time, 4);
                track.FragmentsStart ??= start - durationBefore;
                track.FragmentsEnd = Math.Max(track.FragmentsEnd, start + track.Samples.TotalDuration - durationBefore);
            }
        }
    }

    /// <summary>Reads the default duration of samples, which follows other optional fields; null if it is absent.</summary>
    private uint? ReadDefaultDuration(Box header)
    {
        const uint DataOffset = 0x1, Description = 0x2, Duration = 0x8;
        uint flags = boxes.ReadUInt32(header, 0);
        int offset = 8 + ((flags & DataOffset) != 0 ? 8 : 0) + ((flags & Description) != 0 ? 4 : 0);
        return (flags & Duration) != 0 ? boxes.ReadUInt32(header, offset) : null;
    }

    private void AddRun(SampleDurations samples, Box run, uint? defaultDuration)
    {
        const uint DataOffset = 0x1, FirstFlags = 0x4, Duration = 0x100, Fields = 0xF00;
        uint flags = boxes.ReadUInt32(run, 0);
        long count = boxes.ReadUInt32(run, 4);
        int samplesStart = 8 + ((flags & DataOffset) != 0 ? 4 : 0) + ((flags & FirstFlags) != 0 ? 4 : 0);
        int sampleLength = 0;
        for (uint fields = flags & Fields; fields != 0; fields &= fields - 1)
        {
            sampleLength += 4;
        }

        if ((flags & Duration) == 0)
        {
            HaveDurations &= defaultDuration > 0;
            samples.Add(count, defaultDuration ?? 0);
            return;
        }

        for (long sample = 0; sample < Math.Min(count, (run.Length - samplesStart) / sampleLength); sample++)
        {
            // The duration is the first field of a sample.
            samples.Add(1, boxes.ReadUInt32(run, samplesStart + (sample * sampleLength)));
        }
    }
}
