using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>
/// Sound whose headers tell little or are wrong, as recorders, streams and taggers leave it: refused only where it is surely
/// wrong.
/// </summary>
public sealed class UnusualSoundTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    private const int Rate = 8000;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(0x7FFFFFFF - 36)]
    [InlineData(unchecked((int)0x80000000))]
    public async Task A_WAV_that_was_streamed_goes_on_to_the_end_of_the_file(int message)
    {
        await judges.JudgeAsync(
            SampleClips.Wav("RIFF", Rate, Rate, message, new byte[5 * Rate]),
            "audio/wav",
            ClientAndService.Sound,
            isTaken: true,
            "ReferenceAudio[0]");
        await judges.JudgeAsync(
            SampleClips.Wav("RIFF", Rate, Rate, message, new byte[20 * Rate]),
            "audio/wav",
            ClientAndService.Sound,
            isTaken: false,
            "ReferenceAudio[0]");
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public async Task A_WAV_may_tell_its_length_in_64_bits(string type)
    {
        byte[] Sound(int seconds) => SampleClips.Wav(
            type,
            Rate,
            Rate,
            -1,
            new byte[(seconds * Rate) + 999],
            [.. "ds64"u8, .. SampleClips.Little(28), .. new byte[8], .. SampleClips.Little(seconds * Rate), .. new byte[16]]);

        await judges.JudgeAsync(Sound(5), "audio/wav", ClientAndService.Sound, isTaken: true, "ReferenceAudio[0]");
        await judges.JudgeAsync(Sound(1), "audio/wav", ClientAndService.Sound, isTaken: false, "ReferenceAudio[0]");
    }

    [Theory]
    [InlineData(Rate / 2)]
    [InlineData(Rate * 2)]
    [InlineData(0)]
    public async Task A_WAV_that_is_wrong_about_its_bytes_a_second(int message)
    {
        await judges.JudgeAsync(
            SampleClips.Wav("RIFF", Rate, message, 9 * Rate, new byte[9 * Rate]),
            "audio/wav",
            ClientAndService.Sound,
            isTaken: true,
            "ReferenceAudio[0]");
        await judges.JudgeAsync(
            SampleClips.Wav("RIFF", Rate, message, 18 * Rate, new byte[18 * Rate]),
            "audio/wav",
            ClientAndService.Sound,
            isTaken: false,
            "ReferenceAudio[0]");
    }

    [Fact]
    public async Task A_WAV_that_was_cut_off_or_contradicts_itself_is_sent_with_a_warning()
    {
        await UnmeasuredAsync(SampleClips.Wav("RIFF", Rate, Rate, 5 * Rate, new byte[Rate]), "truncated");
        byte[] contradicting = SampleClips.Wav("RIFF", Rate, Rate * 3, 30 * Rate, new byte[30 * Rate]);
        contradicting[32] = 2;
        await UnmeasuredAsync(contradicting, "duration");
    }

    [Theory]
    [InlineData(2_000_000, 0)]
    [InlineData(10, 2_000_000)]
    public async Task An_MP3_with_a_large_picture(int before, int behind)
    {
        byte[] tag = [.. Ape(behind, isHeader: true), .. new byte[behind], .. Ape(behind, isHeader: false)];
        await MeasuredAsync([.. SampleClips.Id3(before), .. SampleClips.Mp3Frames(5), .. tag], 5);
        await MeasuredAsync(
            [.. SampleClips.Id3(before), .. SampleClips.Id3(before / 2), .. SampleClips.Mp3Frames(20), .. tag], 20);
    }

    [Fact]
    public async Task An_MP3_of_joined_parts_is_as_long_as_all_of_them()
    {
        await MeasuredAsync([.. SampleClips.Mp3(1), .. SampleClips.Mp3(1), .. SampleClips.Mp3(1)], 3);
        await MeasuredAsync([.. SampleClips.Mp3(9), .. SampleClips.Mp3(9)], 18);
    }

    [Theory]
    [InlineData(417)]
    [InlineData(100_000)]
    public async Task An_MP3_may_begin_with_zeros(int zeros)
    {
        byte[] sound = [.. new byte[zeros], .. SampleClips.Mp3Frames(5)];
        await MeasuredAsync(sound, 5);
        await judges.JudgeAsync(sound, "audio/mpeg", ClientAndService.Sound, isTaken: true, "ReferenceAudio[0]");
    }

    [Fact]
    public async Task An_MP3_that_was_cut_out_of_a_stream_begins_within_a_frame()
    {
        byte[] end = new byte[300];
        Array.Fill(end, (byte)0x55);
        await MeasuredAsync([.. end, .. SampleClips.Mp3Frames(5)], 5);
        await judges.JudgeAsync(
            [.. end, .. SampleClips.Mp3Frames(5)], "audio/mpeg", ClientAndService.Sound, isTaken: true, "ReferenceAudio[0]");
    }

    [Fact]
    public async Task An_MP3_that_is_shorter_than_its_index_says_is_sent_with_a_warning()
    {
        byte[] index = SampleClips.Mp3Frames(0.01);
        ((byte[])[.. "Xing"u8, 0, 0, 0, 1, .. SampleClips.Big(5 * 44100 / 1152)]).CopyTo(index, 36);
        await MeasuredAsync([.. index, .. SampleClips.Mp3Frames(5)], 5);
        await UnmeasuredAsync([.. index, .. SampleClips.Mp3Frames(1)], "truncated");
    }

    [Fact]
    public async Task An_MP3_of_no_fixed_bit_rate_is_sent_with_a_warning() =>
        await UnmeasuredAsync(
            [.. Enumerable.Repeat((byte[])[0xFF, 0xFB, 0x00, 0x00, .. new byte[413]], 100).SelectMany(frame => frame)],
            "duration");

    private static byte[] Ape(int length, bool isHeader) =>
        [
            .. "APETAGEX"u8,
            .. SampleClips.Little(2000),
            .. SampleClips.Little(length + 32),
            .. SampleClips.Little(1),
            0,
            0,
            0,
            (byte)(isHeader ? 0xA0 : 0x80),
            .. new byte[8],
        ];

    /// <summary>The simulator does not measure MP3s.</summary>
    private async Task MeasuredAsync(byte[] sound, double seconds)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(ClientAndService.Sound(judges.File(sound)));
        Assert.Empty(result.Warnings);
        Assert.Equal(seconds <= 15, result.IsValid);
        if (seconds > 15)
        {
            Assert.StartsWith($"{seconds:0}", Assert.Single(result.Violations).Actual, StringComparison.Ordinal);
        }
    }

    private async Task UnmeasuredAsync(byte[] sound, string reason)
    {
        VideoRequest request = ClientAndService.Sound(judges.File(sound));
        ValidationResult result = await RequestValidator.ValidateAsync(request);
        Assert.True(result.IsValid, result.ToException()?.Message);
        Assert.Contains(reason, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(200, await judges.SendAsync(request));
    }
}
