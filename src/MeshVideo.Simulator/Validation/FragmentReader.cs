using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the duration of a fragmented movie (ISO/IEC 14496-12, 8.8) from the samples of its longest track.</summary>
internal static class FragmentReader
{
    /// <returns>The duration; null if a sample has no duration or the file is truncated.</returns>
    public static double? ReadDuration(ReadOnlySpan<byte> file, ReadOnlySpan<byte> movie)
    {
        Dictionary<uint, Track> tracks = new();
        foreach (BoxReader box in new BoxReader(movie))
        {
            if (!box.Type.SequenceEqual("trak"u8))
            {
                continue;
            }

            ReadOnlySpan<byte> header = BoxReader.Find(box.Body, "tkhd"u8);
            ReadOnlySpan<byte> media = BoxReader.Find(BoxReader.Find(box.Body, "mdia"u8), "mdhd"u8);
            ReadOnlySpan<byte> times = BoxReader.Find(
                BoxReader.Find(BoxReader.Find(BoxReader.Find(box.Body, "mdia"u8), "minf"u8), "stbl"u8), "stts"u8);
            Track track = new() { Timescale = U32(media, media[0] == 1 ? 20 : 12) };
            for (int entry = 8; entry + 8 <= times.Length; entry += 8)
            {
                track.Time += (double)U32(times, entry) * U32(times, entry + 4);
            }

            tracks[U32(header, header[0] == 1 ? 20 : 12)] = track;
        }

        foreach (BoxReader box in new BoxReader(BoxReader.Find(movie, "mvex"u8)))
        {
            if (box.Type.SequenceEqual("trex"u8) && tracks.TryGetValue(U32(box.Body, 4), out Track? track))
            {
                track.SampleDuration = U32(box.Body, 12);
            }
        }

        long read = 0L;
        foreach (BoxReader box in new BoxReader(file))
        {
            read += 8 + box.Body.Length;
            if (box.Type.SequenceEqual("moof"u8))
            {
                AddFragment(box.Body, tracks);
            }
        }

        double longest = tracks.Values.Where(track => track.Timescale > 0)
            .Select(track => track.Time / track.Timescale)
            .DefaultIfEmpty()
            .Max();
        return read >= file.Length - 8 && longest > 0 && tracks.Values.All(track => track.IsTimed) ? longest : null;
    }

    private static void AddFragment(ReadOnlySpan<byte> fragment, Dictionary<uint, Track> tracks)
    {
        foreach (BoxReader part in new BoxReader(fragment))
        {
            ReadOnlySpan<byte> header = BoxReader.Find(part.Body, "tfhd"u8);
            if (!part.Type.SequenceEqual("traf"u8) || header.IsEmpty || !tracks.TryGetValue(U32(header, 4), out Track? track))
            {
                continue;
            }

            uint flags = U32(header, 0);
            int at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
            uint duration = (flags & 8) != 0 ? U32(header, at) : track.SampleDuration;
            foreach (BoxReader run in new BoxReader(part.Body))
            {
                if (run.Type.SequenceEqual("trun"u8))
                {
                    AddRun(run.Body, track, duration);
                }
            }
        }
    }

    private static void AddRun(ReadOnlySpan<byte> run, Track track, uint duration)
    {
        (uint flags, uint count) = (U32(run, 0), U32(run, 4));
        if ((flags & 0x100) == 0)
        {
            track.IsTimed &= duration > 0;
            track.Time += (double)count * duration;
            return;
        }

        int at = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
        int step = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
        for (uint sample = 0u; sample < count && at + step <= run.Length; sample++, at += step)
        {
            track.Time += U32(run, at);
        }
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private sealed class Track
    {
        public uint Timescale { get; init; }

        public uint SampleDuration { get; set; }

        public double Time { get; set; }

        public bool IsTimed { get; set; } = true;
    }
}
