using System;
using System.Collections.Generic;
using System.Text;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Downloaded content must be a complete video or image.</summary>
public sealed class ContentValidationTests : IDisposable
{
    private static readonly byte[] Ftyp = Mp4.Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]);
    private static readonly byte[] Moov = Mp4.Box("moov", new byte[8]);

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Others => new()
    {
        { "", "not a video" },
        { "<!DOCTYPE html><html><body>Please sign in.</body></html>", "not a video" },
        { """{"error": "gone"}""", "not a video" },
        { "GIF89a\u0001\0\u0001\0", "image/gif" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Other_content_is_not_saved(string content, string reason)
    {
        MeshVideoException error = await AssertRejectedAsync(Encoding.Latin1.GetBytes(content));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("cgt-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_video_is_not_saved()
    {
        byte[] video = Mp4.OfSize(1000);

        foreach (int length in new[] { 12, 16, 17, 31, 32, 35, 40, 999 })
        {
            await AssertRejectedAsync(video[..length]);
        }
    }

    [Fact]
    public async Task Invalid_boxes_are_not_saved()
    {
        await AssertRejectedAsync([.. Ftyp, .. Moov, 0, 0, 0, 7, .. "free"u8]);
        await AssertRejectedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "free"u8]);
        await AssertRejectedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "free"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await AssertRejectedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "free"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await AssertRejectedAsync([.. Ftyp, .. Moov, .. Mp4.Box("mdat", []), 0, 0, 0, 1, .. "free"u8, 0, 0, 0, 0, 0, 0, 0, 8]);
        await AssertRejectedAsync([.. Ftyp, .. Mp4.Box("mdat", new byte[40])]);
    }

    [Fact]
    public async Task Every_form_of_box_length_is_accepted()
    {
        await AssertSavedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 20, 1, 2, 3, 4]);
        await AssertSavedAsync([.. Ftyp, .. Moov, 0, 0, 0, 0, .. "mdat"u8, 1, 2, 3, 4]);
        await AssertSavedAsync([.. Mp4.Box("ftyp", [.. "qt  "u8, 0, 0, 0, 0]), .. Mp4.Box("moof", []), .. Mp4.Box("mdat", [])]);
    }

    [Fact]
    public async Task A_last_frame_that_is_not_an_image_is_not_saved_but_the_video_is()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound", "skip": 1}""");
        VideoTask created = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        List<string> saved = [];

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.NotAVideo,
            new VideoDownloader(new DownloadOptions { IncludeLastFrame = true }, file => saved.Add(file.Path))
                .DownloadAsync(service.Client, task, _folder["a.mp4"]));

        Assert.Contains("last frame", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal([_folder["a.mp4"]], saved);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A 0000000D49484452 00000001000000010802000000 907753DE 0000000049454E44 AE426082", 4)]
    [InlineData("89504E470D0A1A0A 0000000D49484452 00000001000000010802000000 907753DE 0000000049454E44 AE426082", 20)]
    [InlineData("FFD8FFE000104A46494600010100000100010000 FFDA0008010100003F00 0123456789ABCDEF FFD9", 1)]
    [InlineData("52494646 14000000 57454250 56503820 08000000 0102030405060708", 3)]
    public async Task A_truncated_last_frame_is_not_saved(string image, int cut)
    {
        byte[] whole = Convert.FromHexString(image.Replace(" ", string.Empty, StringComparison.Ordinal));
        ScriptedResponse video = ScriptedResponse.Of(200, "video/mp4", [.. Ftyp, .. Moov, .. Mp4.Box("mdat", [1, 2, 3, 4])]);
        await using FileHost cutShort = FileHost.Start(video, ScriptedResponse.Of(200, "image/png", whole[..^cut]));
        await using FileHost entire = FileHost.Start(video, ScriptedResponse.Of(200, "image/png", whole));
        DownloadOptions options = new() { IncludeLastFrame = true };

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.NotAVideo, cutShort.DownloadAsync(_folder["a.mp4"], options));
        await entire.DownloadAsync(_folder["b.mp4"], options);

        Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b.last", "b"], _folder.Files.Select(Path.GetFileNameWithoutExtension));
    }

    private async Task<MeshVideoException> AssertRejectedAsync(byte[] content)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", content));

        DownloadOptions options = new() { GiveUpAfter = TimeSpan.FromSeconds(5) };
        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.NotAVideo, host.DownloadAsync(_folder["a.mp4"], options));

        Assert.Empty(_folder.Files);
        return error;
    }

    private async Task AssertSavedAsync(byte[] content)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "application/octet-stream", content));

        await host.DownloadAsync(_folder[$"{_folder.Files.Length}.mp4"]);
    }
}
