using System;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>The fragments of a clip, its <c>moof</c> boxes: each brings samples to some of the tracks.</summary>
internal sealed class ClipFragments(BoxReader boxes, ClipIndex index)
{
    private const double Gap = 0.1;

    /// <summary>Whether every sample said how long it lasts, or something said so for it.</summary>
    public bool AreTimed { get; private set; } = true;

    /// <summary>
    /// Whether the fragments follow each other: parts that were put together may all begin at 0, and others may be missing.
    /// </summary>
    public bool AreInLine => index.Tracks.All(track => track.Begin is not { } begin || Math.Abs(track.End - begin - track.Samples.Total) <= Gap * track.Timescale);

    public void Add(Box fragment)
    {
        foreach (Box part in boxes.In(fragment))
        {
            if (part.Type == "traf" && boxes.Find(part, "tfhd") is { } header && index.Find(boxes.UInt32(header, 4)) is { } track)
            {
                uint? usual = SampleDuration(header) ?? track.SampleDuration;
                double before = track.Samples.Total;
                foreach (Box run in boxes.In(part))
                {
                    if (run.Type == "trun")
                    {
                        AddRun(track.Samples, run, usual);
                    }
                }

                if (boxes.Find(part, "tfdt") is { } time)
                {
                    double begin = boxes.Byte(time, 0) == 1 ? boxes.UInt64(time, 4) : boxes.UInt32(time, 4);
                    track.Begin ??= begin - before;
                    track.End = Math.Max(track.End, begin + track.Samples.Total - before);
                }
            }
        }
    }

    /// <summary>The duration that holds for a fragment's samples, if its header has one; it stands behind what else the flags name.</summary>
    private uint? SampleDuration(Box header)
    {
        const uint DataOffset = 0x1, Description = 0x2, Duration = 0x8;
        uint flags = boxes.UInt32(header, 0);
        int offset = 8 + ((flags & DataOffset) != 0 ? 8 : 0) + ((flags & Description) != 0 ? 4 : 0);
        return (flags & Duration) != 0 ? boxes.UInt32(header, offset) : null;
    }

    private void AddRun(SampleTimes samples, Box run, uint? usual)
    {
        const uint DataOffset = 0x1, FirstFlags = 0x4, Duration = 0x100, Fields = 0xF00;
        uint flags = boxes.UInt32(run, 0);
        long count = boxes.UInt32(run, 4);
        int start = 8 + ((flags & DataOffset) != 0 ? 4 : 0) + ((flags & FirstFlags) != 0 ? 4 : 0);
        int line = 0;
        for (uint fields = flags & Fields; fields != 0; fields &= fields - 1)
        {
            line += 4;
        }

        if ((flags & Duration) == 0)
        {
            AreTimed &= usual > 0;
            samples.Add(count, usual ?? 0);
            return;
        }

        for (long sample = 0; sample < Math.Min(count, (run.Length - start) / line); sample++)
        {
            // It is the first of a sample's fields.
            samples.Add(1, boxes.UInt32(run, start + (sample * line)));
        }
    }
}
