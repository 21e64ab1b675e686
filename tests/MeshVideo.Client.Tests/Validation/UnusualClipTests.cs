using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Clips that are rarely seen and all the same whole: refused only where they are surely wrong.</summary>
public sealed class UnusualClipTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    [Theory]
    [InlineData(5, FragmentTiming.Index, true)]
    [InlineData(5, FragmentTiming.Fragment, true)]
    [InlineData(5, FragmentTiming.Frame, true)]
    [InlineData(1, FragmentTiming.Index, false)]
    [InlineData(16, FragmentTiming.Fragment, false)]
    [InlineData(16, FragmentTiming.Frame, false)]
    public async Task A_clip_in_fragments_is_as_long_as_all_of_them(int seconds, FragmentTiming timing, bool isTaken)
    {
        byte[][] clips =
        [
            SampleFragments.Mp4(seconds, timing),
            SampleFragments.Mp4(seconds, timing, indexed: 1),
            SampleFragments.Mp4(seconds, timing, message: seconds),
        ];
        foreach (byte[] clip in clips)
        {
            await judges.JudgeAsync(clip, "video/mp4", ClientAndService.Clip, isTaken, "ReferenceVideo[0]");
        }
    }

    [Fact]
    public async Task A_clip_in_fragments_that_do_not_tell_their_length_is_sent_with_a_warning()
    {
        await UnmeasuredAsync(SampleFragments.Mp4(30, FragmentTiming.Nowhere), "duration");
        await UnmeasuredAsync(SampleFragments.Mp4(1, FragmentTiming.Frame, message: 5), "duration");
        await UnmeasuredAsync(SampleFragments.Mp4(0, FragmentTiming.Index), "duration and frame rate");
        await UnmeasuredAsync(SampleFragments.Fragment(FragmentTiming.Frame), "duration and frame rate");
    }

    [Fact]
    public async Task Fragments_that_lie_over_each_other_or_apart_are_sent_with_a_warning()
    {
        byte[] Clip(params int[] begins) => SampleFragments.Mp4(begins.Length, FragmentTiming.Frame, begins: begins);

        await judges.TakeAsync(ClientAndService.Clip(judges.File(Clip(0, 1, 2, 3))));
        await judges.TakeAsync(ClientAndService.Clip(judges.File(Clip(7000, 7001, 7002, 7003))));
        await UnmeasuredAsync(Clip([.. Enumerable.Range(0, 8), .. Enumerable.Range(0, 8)]), "duration");
        await UnmeasuredAsync(Clip(0, 1, 2, 30), "duration");
    }

    [Fact]
    public async Task A_clip_in_fragments_that_was_cut_off_is_sent_with_a_warning()
    {
        byte[] whole = SampleFragments.Mp4(5, FragmentTiming.Frame);
        await UnmeasuredAsync(whole[..^((3 * SampleFragments.Fragment(FragmentTiming.Frame).Length) + 20)], "truncated");
    }

    [Theory]
    [InlineData("free")]
    [InlineData("skip")]
    [InlineData("wide")]
    [InlineData("pnot")]
    [InlineData("uuid")]
    [InlineData("free skip PICT junk")]
    [InlineData("udta abcd")]
    [InlineData("styp")]
    public async Task A_clip_may_begin_with_other_boxes(string types)
    {
        byte[] before = [.. types.Split(' ').SelectMany(type => SampleClips.Box(type, new byte[12]))];
        foreach (byte[] clip in new[] { SampleClips.Mp4(4), SampleClips.Mov(4), SampleClips.Mp4(4)[16..] })
        {
            await judges.JudgeAsync([.. before, .. clip], "video/mp4", ClientAndService.Clip, isTaken: true, "ReferenceVideo[0]");
        }

        await judges.JudgeAsync(
            [.. before, .. SampleClips.Mp4(20)], "video/mp4", ClientAndService.Clip, isTaken: false, "ReferenceVideo[0]");
    }

    [Fact]
    public async Task A_box_may_say_its_length_in_64_bits_or_that_it_goes_on_to_the_end()
    {
        byte[] clip = SampleClips.Mp4(4);
        byte[] movie = clip[(16 + 72)..];
        byte[] wide = [.. SampleClips.Big(1), .. "mdat"u8, .. SampleClips.Big(0), .. SampleClips.Big(80), .. new byte[64]];
        byte[] open = [.. SampleClips.Big(0), .. "mdat"u8, .. new byte[64]];

        await judges.JudgeAsync(
            [.. clip[..16], .. wide, .. movie], "video/mp4", ClientAndService.Clip, isTaken: true, "ReferenceVideo[0]");
        await judges.JudgeAsync(
            [.. clip[..16], .. movie, .. open], "video/mp4", ClientAndService.Clip, isTaken: true, "ReferenceVideo[0]");
    }

    [Fact]
    public async Task A_poster_or_a_preview_may_come_before_the_clip()
    {
        byte[] poster = SampleClips.Track(1, seconds: 4, framesPerSecond: 0.25);
        byte[] preview = SampleClips.Track(2, seconds: 4, framesPerSecond: 5);
        byte[] Clip(double framesPerSecond) =>
            [
                .. SampleClips.Type("isom"),
                .. SampleClips.Movie(4, isWide: false, poster, preview, SampleClips.Track(3, 4, framesPerSecond)),
            ];

        await judges.JudgeAsync(Clip(30), "video/mp4", ClientAndService.Clip, isTaken: true, "ReferenceVideo[0]");
        await judges.JudgeAsync(Clip(12), "video/mp4", ClientAndService.Clip, isTaken: false, "ReferenceVideo[0]");
    }

    [Fact]
    public async Task A_clip_whose_index_contradicts_itself_is_sent_with_a_warning()
    {
        await UnmeasuredAsync(
            [.. SampleClips.Type("isom"), .. SampleClips.Movie(1, isWide: false, SampleClips.Track(1, 5))], "duration");
        await UnmeasuredAsync(
            [.. SampleClips.Type("isom"), .. SampleClips.Movie(50, isWide: false, SampleClips.Track(1, 5))], "duration");
    }

    /// <summary>A screen that was recorded: frames at 10 a second for the most part, and at 60 while something moves.</summary>
    [Fact]
    public async Task A_clip_whose_frames_come_now_so_and_now_so_is_sent_with_a_warning()
    {
        byte[] clip = SampleClips.Mp4(4);
        int table = clip.AsSpan().IndexOf("stts"u8) + 8;
        ((byte[])[.. SampleClips.Big(1), .. SampleClips.Big(96), .. SampleClips.Big(1000)]).CopyTo(clip, table);
        byte[] two =
        [
            .. SampleClips.Big(2), .. SampleClips.Big(15), .. SampleClips.Big(2400), .. SampleClips.Big(20),
            .. SampleClips.Big(400),
        ];

        ValidationResult result = await RequestValidator.ValidateAsync(
            ClientAndService.Clip(judges.File(Grown(clip, table, two))));

        Assert.Contains("frame rate", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(
            result.Violations, violation => violation.Actual.Contains("frames per second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clip_that_was_cut_off_is_measured_by_its_index_and_sent_with_a_warning()
    {
        byte[] clip = SampleClips.Mp4(4);
        byte[] data = SampleClips.Box("mdat", new byte[1000]);

        await UnmeasuredAsync([.. clip[..16], .. clip[88..], .. data[..500]], "truncated");
        await UnmeasuredAsync([.. clip[..16], .. data[..500]], "duration and frame rate could not be measured");
        await judges.JudgeAsync(
            SampleClips.Mp4(20)[..^0], "video/mp4", ClientAndService.Clip, isTaken: false, "ReferenceVideo[0]");
    }

    /// <summary>A table of a clip with more lines in it, and all boxes around it as long as that makes them.</summary>
    private static byte[] Grown(byte[] clip, int table, byte[] lines)
    {
        const int OldLength = 12;
        foreach (string type in new[] { "moov", "trak", "mdia", "minf", "stbl", "stts" })
        {
            int box = clip.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(type)) - 4;
            int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(clip.AsSpan(box));
            SampleClips.Big(length + lines.Length - OldLength).CopyTo(clip, box);
        }

        return [.. clip[..table], .. lines, .. clip[(table + OldLength)..]];
    }

    private async Task UnmeasuredAsync(byte[] clip, string reason)
    {
        VideoRequest request = ClientAndService.Clip(judges.File(clip));
        ValidationResult result = await RequestValidator.ValidateAsync(request);
        Assert.True(result.IsValid, result.ToException()?.Message);
        Assert.Contains(reason, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
