using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>
/// The contract's limits for clips and sound, each for a local file and for a data URI, and for the body that holds them.
/// </summary>
public sealed class ClipLimitTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData(1.7, false)]
    [InlineData(1.8, true)]
    [InlineData(2.0, true)]
    [InlineData(15.0, true)]
    [InlineData(15.1, true)]
    [InlineData(15.2, false)]
    public async Task The_length_of_a_clip_and_of_sound(double seconds, bool isTaken)
    {
        await judges.JudgeAsync(SampleClips.Mp4(seconds), "video/mp4", ClientAndService.Clip, isTaken, "ReferenceVideo[0]");
        await judges.JudgeAsync(SampleClips.Mov(seconds), "video/quicktime", ClientAndService.Clip, isTaken, "ReferenceVideo[0]");
        await judges.JudgeAsync(
            SampleClips.Mp4(seconds, isWide: true), "video/mp4", ClientAndService.Clip, isTaken, "ReferenceVideo[0]");
        await judges.JudgeAsync(SampleClips.Wav(seconds), "audio/wav", ClientAndService.Sound, isTaken, "ReferenceAudio[0]");
    }

    [Theory]
    [InlineData(1.7, false)]
    [InlineData(1.8, true)]
    [InlineData(15.0, true)]
    [InlineData(15.1, true)]
    [InlineData(15.3, false)]
    public async Task The_length_of_an_MP3_which_the_simulator_takes_unmeasured(double seconds, bool isTaken)
    {
        byte[] sound = SampleClips.Mp3(seconds);
        foreach (MediaSource source in new[] { judges.File(sound), ClientAndService.Data("audio/mpeg", sound) })
        {
            ValidationResult result = await RequestValidator.ValidateAsync(ClientAndService.Sound(source));
            Assert.Equal(isTaken, result.IsValid);
            Assert.Empty(result.Warnings);
            Assert.Equal(200, await judges.SendAsync(ClientAndService.Sound(source)));
        }
    }

    [Theory]
    [InlineData(361, 24)]
    [InlineData(450, 30000.0 / 1001)]
    [InlineData(360, 24000.0 / 1001)]
    public Task A_clip_of_15_seconds_as_services_and_cameras_make_it(int frames, double framesPerSecond) =>
        judges.JudgeAsync(
            SampleClips.Mp4(frames / framesPerSecond, framesPerSecond),
            "video/mp4",
            ClientAndService.Clip,
            isTaken: true,
            "ReferenceVideo[0]");

    [Theory]
    [InlineData(23, false)]
    [InlineData(23.976, true)]
    [InlineData(24, true)]
    [InlineData(59.94, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public Task The_frames_a_second_of_a_clip(double framesPerSecond, bool isTaken) =>
        judges.JudgeAsync(SampleClips.Mp4(4, framesPerSecond), "video/mp4", ClientAndService.Clip, isTaken, "ReferenceVideo[0]");

    [Theory]
    [InlineData("5 5 5", true)]
    [InlineData("5.042 5.042 5.042", true)]
    [InlineData("5 5.5 5", false)]
    [InlineData("7.5 7.5", true)]
    [InlineData("7.6 7.6", true)]
    [InlineData("7.6 7.7", false)]
    [InlineData("8 8", false)]
    public async Task The_length_of_all_clips_and_of_all_sound_together(string lengths, bool isTaken)
    {
        double[] seconds =
            [.. lengths.Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        VideoRequest clips = new() { ReferenceVideos = [.. seconds.Select(length => judges.File(SampleClips.Mp4(length)))] };
        VideoRequest sounds = new()
        {
            ReferenceImages = [MediaSource.FromUrl("asset://a")],
            ReferenceAudios = [.. seconds.Select(length => judges.File(SampleClips.Wav(length)))],
        };

        await (isTaken ? judges.TakeAsync(clips) : judges.RefuseAsync(clips, "ReferenceVideo"));
        await (isTaken ? judges.TakeAsync(sounds) : judges.RefuseAsync(sounds, "ReferenceAudio"));
    }

    [Theory]
    [InlineData("30", true)]
    [InlineData("30.2", false, "ReferenceVideo[0]")]
    [InlineData("15 15", true)]
    [InlineData("10 10 10", true)]
    [InlineData("10 10 10.4", false, "ReferenceVideo")]
    public async Task Clips_of_2_5_share_30_seconds(string lengths, bool isTaken, params string[] parameters)
    {
        VideoRequest request = new()
        {
            Model = "bytedance/seedance-2-5",
            ReferenceVideos =
            [
                .. lengths.Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
                    .Select(length => judges.File(SampleClips.Mp4(length))),
            ],
        };

        await (isTaken ? judges.TakeAsync(request) : judges.RefuseAsync(request, parameters));
    }

    [Theory]
    [InlineData(15 * Megabyte, true)]
    [InlineData((15 * Megabyte) + 1, false)]
    public async Task Sound_has_at_most_15_MB(int length, bool isTaken)
    {
        // As long as needed to be within the limits of time, whatever its size.
        byte[] sound = SampleClips.Wav(10, length / 10);
        Array.Resize(ref sound, length);

        await judges.JudgeAsync(sound, "audio/wav", ClientAndService.Sound, isTaken, "ReferenceAudio[0]");
    }

    [Fact]
    public async Task A_clip_of_50_MB_passes_the_limit_of_the_body_and_a_larger_one_its_own_too()
    {
        await judges.TakeAsync(ClientAndService.Clip(judges.Sparse(SampleClips.Mp4(5), 47 * Megabyte)));
        await judges.RefuseAsync(ClientAndService.Clip(judges.Sparse(SampleClips.Mp4(5), 50 * Megabyte)), "Request body");
        await judges.RefuseAsync(
            ClientAndService.Clip(judges.Sparse(SampleClips.Mp4(5), (50 * Megabyte) + 1)), "ReferenceVideo[0]", "Request body");
    }

    [Fact]
    public async Task Files_that_fit_one_by_one_may_not_fit_together()
    {
        MediaSource[] images = [.. Enumerable.Range(0, 3).Select(_ => judges.Sparse(SampleImages.Png(400, 400), 20 * Megabyte))];

        await judges.TakeAsync(new VideoRequest { ReferenceImages = images[..2] });
        await judges.RefuseAsync(new VideoRequest { ReferenceImages = images }, "Request body");
        await judges.RefuseAsync(new VideoRequest { ReferenceImages = images, Model = "byteplus/experimental" }, "Request body");
    }
}
