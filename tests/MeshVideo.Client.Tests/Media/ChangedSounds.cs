using System.Collections.Generic;
using System.IO;
using System.Linq;
using MeshVideo.Client.Tests.Validation;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Sound as recorders, streams, taggers and scissors leave it.</summary>
internal static class ChangedSounds
{
    private const int BytesPerSecond = 28, BlockLength = 32;

    private static readonly double[] Shares = [0.05, 0.3, 0.5, 0.8, 0.99];

    public static void Make(string folder)
    {
        byte[] Read(string name) => File.ReadAllBytes(Path.Combine(folder, name));
        byte[] wav = Read("wav/seconds-5.wav");
        byte[] wide = Read("rf64/plain.wav");
        byte[] mp3 = Read("mp3/rate-24000.mp3");
        byte[] bare = Read("mp3/no-tag.mp3");
        byte[] variable = Read("mp3/variable-5.mp3");
        byte[] one = Read("mp3/seconds-1.mp3");
        int data = wav.Find("data");

        (string Name, byte[] Content)[] files =
        [
            .. new uint[] { 0, uint.MaxValue, 0x7FFFFFFF, 0x7FFFFFFF - 36, 0x80000000, 0xFFFFFFFF - 36, 0x7FFFF000 }.Select(
                message => ($"wav/said-{message:X}.wav", wav.WithLittle(data + 4, message))),
            ("wav/streamed-short.wav", wav.WithLittle(data + 4, 0)[..(data + 8 + 16_000)]),
            ("wav/streamed-long.wav", Read("wav/seconds-16.5.wav").WithLittle(data + 4, uint.MaxValue)),
            ("wav/rate-double.wav", wav.WithLittle(BytesPerSecond, 32_000)),
            ("wav/rate-half.wav", wav.WithLittle(BytesPerSecond, 8_000)),
            ("wav/rate-none.wav", wav.WithLittle(BytesPerSecond, 0)),
            ("wav/block-double.wav", wav.With(BlockLength, 4)),
            ("wav/rate-and-block.wav", wav.WithLittle(BytesPerSecond, 24_000).With(BlockLength, 4)),
            ("wav/junk-first.wav", wav.Insert(12, [.. "JUNK"u8, .. SampleClips.Little(28), .. new byte[28]])),
            ("wav/odd-chunk.wav", wav.Insert(12, [.. "abcd"u8, .. SampleClips.Little(3), .. new byte[4]])),
            ("wav/junk-behind.wav", [.. wav, .. "more than it says"u8]),
            .. Shares.Select(share => ($"wav/cut-{share:0.00}.wav", wav.Part(share))),
            ("rf64/bw64.wav", wide.With(0, "BW64"u8.ToArray())),
            ("rf64/cut.wav", wide.Part(0.5)),
            ("mp3/joined.mp3", [.. one, .. one, .. one]),
            ("mp3/joined-bare.mp3", [.. bare, .. bare]),
            ("mp3/joined-three-long.mp3", [.. mp3, .. mp3, .. mp3, .. mp3]),
            ("mp3/joined-rates.mp3", [.. Read("mp3/rate-48000.mp3"), .. Read("mp3/rate-32000.mp3")]),
            ("mp3/zeros-417.mp3", [.. new byte[417], .. bare]),
            ("mp3/zeros-50000.mp3", [.. new byte[50_000], .. bare]),
            ("mp3/mid-frame.mp3", bare[137..]),
            ("mp3/ape-behind.mp3", [.. mp3, .. Ape(3000)]),
            ("mp3/ape-large.mp3", [.. variable, .. Ape(300_000)]),
            ("mp3/lyrics-behind.mp3", [.. mp3, .. "LYRICSBEGININD0000200000026LYRICS200"u8, .. "TAG"u8, .. new byte[125]]),
            ("mp3/zeros-behind.mp3", [.. mp3, .. new byte[5000]]),
            ("mp3/two-tags-before.mp3", [.. SampleClips.Id3(2000), .. SampleClips.Id3(3000), .. bare]),
            ("mp3/tag-too-short.mp3", [.. SampleClips.Id3(1000).With(8, 0, 100), .. bare]),
            ("mp3/large-tag.mp3", [.. SampleClips.Id3(1_000_000), .. variable]),
            (
                "mp3/free-format.mp3",
                [.. bare.Select((value, at) => at % 209 == 2 && bare[at - 2] == 0xFF ? (byte)(value & 0xF) : value)]
            ),
            .. Shares.Select(share => ($"mp3/cut-{share:0.00}.mp3", bare.Part(share))),
            .. Shares.Select(share => ($"mp3/variable-cut-{share:0.00}.mp3", variable.Part(share))),
        ];
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private static byte[] Ape(int length) => [.. ApeEnd(length, 0xA0), .. new byte[length], .. ApeEnd(length, 0x80)];

    private static IEnumerable<byte> ApeEnd(int length, byte flags) =>
        [
            .. "APETAGEX"u8,
            .. SampleClips.Little(2000),
            .. SampleClips.Little(length + 32),
            .. SampleClips.Little(1),
            0,
            0,
            0,
            flags,
            .. new byte[8],
        ];
}
