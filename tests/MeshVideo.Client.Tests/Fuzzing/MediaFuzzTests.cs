using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Client.Tests.Validation;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Mutants of local media: judged, whatever they are.</summary>
public sealed class MediaFuzzTests : IDisposable
{
    private const int Cases = 300;

    private static readonly byte[][] Samples =
    [
        .. new[] { "png", "jpeg", "gif", "bmp", "tiff", "heic", "heif", "webp", "webp-lossless", "webp-extended" }.Select(
            format => SampleImages.Of(format, 400, 400)),
        SampleClips.Mp4(4), SampleClips.Mp4(4, isWide: true), SampleClips.Mov(4), SampleClips.Wav(2), SampleClips.Mp3(2),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_damaged_file_gets_a_verdict() => Fuzz.RunAsync(Cases, parallelism: 8, async fuzz =>
    {
        byte[] content = fuzz.Pick(Samples);
        for (int times = fuzz.Random.Next(1, 6); times > 0; times--)
        {
            // Where the headers are, unless chance wants it otherwise.
            int head = fuzz.OneIn(5) ? content.Length : Math.Min(content.Length, 400);
            content = [.. ByteMutator.Mutate(fuzz.Random, content[..head], Samples), .. content[head..]];
        }

        fuzz.Shown = Convert.ToHexString(content.AsSpan(0, Math.Min(content.Length, 500)));
        MediaSource file = MediaSource.FromFile(_folder.Write(fuzz.Number.ToString(CultureInfo.InvariantCulture), content));
        foreach (VideoRequest request in Requests(file))
        {
            ValidationResult result = await RequestValidator.ValidateAsync(request);
            Assert.True(result.IsValid == (result.Violations.Count == 0));
            Secrets.AssertNone(result.ToException()?.ToString() ?? string.Empty);
        }
    });

    private static IEnumerable<VideoRequest> Requests(MediaSource file) =>
    [
        new() { FirstFrame = file, Model = "byteplus/seedance-1-5-pro" },
        new() { ReferenceVideos = [file] },
        new() { ReferenceImages = [MediaSource.FromUrl("asset://a")], ReferenceAudios = [file] },
    ];
}
