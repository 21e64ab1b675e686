using System.Collections.Generic;
using System.IO;
using System.Linq;
using MeshVideo.Client.Tests.Validation;

namespace MeshVideo.Client.Tests.Media;

/// <summary>
/// Clips as no encoder makes them, but other programs do: boxes before and behind, other lengths of boxes, wrong headers, cuts.
/// </summary>
internal static class ChangedClips
{
    private static readonly double[] Shares = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99];
    private static readonly string[] Leading =
        ["free", "skip", "wide", "uuid", "junk", "styp", "free skip wide", "pnot PICT", "udta", "abcd"];

    public static void Make(string folder)
    {
        byte[] Read(string name) => File.ReadAllBytes(Path.Combine(folder, name));
        byte[] mp4 = Read("mp4/codec-h264-b.mp4");
        byte[] fast = Read("mp4/rate-25.mp4");
        byte[] mov = Read("mov/rate-25.mov");
        byte[] pieces = Read("fragments/dash.mp4");
        byte[] hybrid = Read("fragments/first-in-index.mp4");

        (string Name, byte[] Content)[] files =
        [
            .. Leading.Select(types => ($"mp4/before-{types}.mp4", Before(mp4, types))),
            .. Leading.Select(types => ($"mov/before-{types}.mov", Before(mov, types))),
            .. Leading.Select(types => ($"fragments/before-{types}.mp4", Before(pieces, types))),
            .. Leading.Select(types => ($"mov/no-type-{types}.mov", Before(mov[(int)mov.Big(0)..], types, (int)mov.Big(0)))),
            .. Cut("mp4/index-behind", mp4),
            .. Cut("mp4/index-first", fast),
            .. Cut("fragments/cut", pieces),
            .. Cut("fragments/cut-first-in-index", hybrid),
            ("mp4/zeros-before.mp4", [.. new byte[512], .. mp4]),
            ("mp4/junk-behind.mp4", [.. mp4, .. "just some text behind the last box"u8]),
            ("mp4/tag-behind.mp4", [.. mp4, .. "TAG"u8, .. new byte[125]]),
            ("mp4/zeros-behind.mp4", [.. mp4, .. new byte[300]]),
            ("mov/wide-data.mov", Wide(mov)),
            ("mp4/open-data.mp4", fast.WithBig(fast.Find("mdat") - 4, 0)),
            ("mp4/said-0.mp4", fast.WithBig(fast.Find("mvhd") + 4 + 16, 0)),
            ("mp4/said-1.mp4", fast.WithBig(fast.Find("mvhd") + 4 + 16, 1000)),
            ("mp4/said-50.mp4", fast.WithBig(fast.Find("mvhd") + 4 + 16, 50_000)),
            ("mp4/said-unknown.mp4", fast.WithBig(fast.Find("mvhd") + 4 + 16, uint.MaxValue)),
            ("mp4/media-said-1.mp4", fast.WithBig(fast.Find("mdhd") + 4 + 16, 12_800)),
            ("mp4/track-off.mp4", fast.With(fast.Find("tkhd") + 4 + 3, 0)),
            ("mp4/last-frame-stays.mp4", LastStays(Read("mp4/timescale-1000.mp4"))),
            ("fragments/said-0.mp4", hybrid.WithBig(hybrid.Find("mvhd") + 4 + 16, 0)),
            ("fragments/said-50.mp4", hybrid.WithBig(hybrid.Find("mvhd") + 4 + 16, 50_000)),
            ("fragments/no-index.mp4", pieces[pieces.Find("moof").Minus(4)..]),
            ("fragments/index-alone.mp4", pieces[..pieces.Find("moof").Minus(4)]),
            ("fragments/twice.mp4", [.. pieces, .. pieces[pieces.Find("moof").Minus(4)..]]),
        ];
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private static IEnumerable<(string, byte[])> Cut(string name, byte[] file) =>
        Shares.Select(share => ($"{name}-{share:0.00}.mp4", file.Part(share)));

    private static int Minus(this int position, int less) => position - less;

    /// <summary>The clip behind other boxes; <paramref name="lost"/> is what was taken from its beginning.</summary>
    private static byte[] Before(byte[] clip, string types, int lost = 0)
    {
        byte[] boxes =
        [
            .. types.Split(' ')
                .SelectMany(type => SampleClips.Box(type, type == "styp" ? [.. "msdh"u8, 0, 0, 0, 0] : new byte[12])),
        ];
        return [.. boxes, .. Moved(clip, boxes.Length - lost)];
    }

    /// <summary>The places of the samples are told from the beginning of the file.</summary>
    private static byte[] Moved(byte[] clip, int by)
    {
        byte[] moved = [.. clip];
        for (int table = clip.AsSpanIndexOf("stco", 0); table >= 0; table = clip.AsSpanIndexOf("stco", table + 4))
        {
            for (uint entry = 0; entry < clip.Big(table + 8); entry++)
            {
                int place = table + 12 + (int)(4 * entry);
                moved = moved.WithBig(place, (uint)(clip.Big(place) + by));
            }
        }

        return moved;
    }

    private static int AsSpanIndexOf(this byte[] file, string text, int from)
    {
        int found = System.MemoryExtensions.IndexOf(
            System.MemoryExtensions.AsSpan(file, from), System.Text.Encoding.ASCII.GetBytes(text));
        return found < 0 ? -1 : from + found;
    }

    /// <summary>The 8 bytes that QuickTime leaves for it before the data take the upper half of its length.</summary>
    private static byte[] Wide(byte[] mov)
    {
        int wide = mov.Find("wide") - 4;
        uint length = mov.Big(wide + 8);
        return mov.WithBig(wide, 1).With(wide + 4, "mdat"u8.ToArray()).WithBig(wide + 8, 0).WithBig(wide + 12, length + 8);
    }

    /// <summary>As a still at the end does: the last of the frames lasts a second more.</summary>
    private static byte[] LastStays(byte[] clip)
    {
        int table = clip.Find("stts") + 4;
        int last = table + 8 + (int)(8 * (clip.Big(table + 4) - 1));
        return clip.WithBig(last + 4, clip.Big(last + 4) + 1000);
    }
}
