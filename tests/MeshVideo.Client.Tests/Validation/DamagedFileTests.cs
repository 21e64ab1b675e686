using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Media that someone cut or damaged: judged, or sent with a warning, and in no case anything worse.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Damages = 150;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, byte[]> Samples = new()
    {
        ["png"] = SampleImages.Png(400, 400),
        ["jpeg"] = SampleImages.Jpeg(400, 400),
        ["gif"] = SampleImages.Gif(400, 400),
        ["bmp"] = SampleImages.Bmp(400, 400),
        ["tiff"] = SampleImages.Tiff(400, 400),
        ["heic"] = SampleImages.Heif("heic", 400, 400),
        ["webp"] = SampleImages.WebpLossy(400, 400),
        ["webp-extended"] = SampleImages.WebpExtended(400, 400),
        ["mp4"] = SampleClips.Mp4(4),
        ["mp4-wide"] = SampleClips.Mp4(4, isWide: true),
        ["wav"] = SampleClips.Wav(2),
        ["mp3"] = SampleClips.Mp3(2),
    };

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. Samples.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cut_anywhere(string name)
    {
        byte[] whole = Samples[name];
        for (int length = 1; length < Math.Min(whole.Length, 300); length++)
        {
            await JudgeAsync(whole[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Damaged_anywhere(string name)
    {
        const int Seed = 20260514;
        Random random = new(Seed);
        for (int damage = 0; damage < Damages; damage++)
        {
            byte[] broken = (byte[])Samples[name].Clone();
            for (int times = random.Next(1, 6); times > 0; times--)
            {
                broken[random.Next(Math.Min(broken.Length, 400))] = (byte)random.Next(256);
            }

            await JudgeAsync(broken);
        }
    }

    private async Task JudgeAsync(byte[] content)
    {
        MediaSource file = MediaSource.FromFile(_folder.Write("media", content));
        MediaSource image = MediaSource.FromUrl("asset://a");
        VideoRequest[] requests =
        [
            new() { FirstFrame = file, Model = "byteplus/seedance-1-5-pro" },
            new() { ReferenceVideos = [file] },
            new() { ReferenceImages = [image], ReferenceAudios = [file] },
        ];
        foreach (VideoRequest request in requests)
        {
            ValidationResult result = await RequestValidator.ValidateAsync(request).WaitAsync(Soon);
            Assert.True(result.Violations.Count < 4 && result.Warnings.Count < 2, Convert.ToHexString(content));
        }
    }
}
