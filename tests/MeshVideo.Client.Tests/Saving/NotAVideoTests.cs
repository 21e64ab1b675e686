using System;
using System.Collections.Generic;
using System.Text;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>What is fetched has to be a whole video.</summary>
public sealed class NotAVideoTests : IDisposable
{
    private static readonly byte[] Ftyp = Mp4.Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]);
    private static readonly byte[] Moov = Mp4.Box("moov", new byte[8]);

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Others => new()
    {
        { "", "no video" },
        { "<!DOCTYPE html><html><body>Please sign in.</body></html>", "no video" },
        { """{"error": "gone"}""", "no video" },
        { "GIF89a\u0001\0\u0001\0", "image/gif" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Something_else_is_not_saved(string content, string why)
    {
        MeshVideoException fault = await RefusedAsync(Encoding.Latin1.GetBytes(content));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains("cgt-1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_video_that_was_cut_before_it_came_to_the_host_is_not_saved()
    {
        byte[] video = Mp4.OfSize(1000);

        foreach (int length in new[] { 12, 16, 17, 31, 32, 35, 40, 999 })
        {
            await RefusedAsync(video[..length]);
        }
    }

    [Fact]
    public async Task Boxes_that_cannot_be_are_not_saved()
    {
        await RefusedAsync([.. Ftyp, .. Moov, 0, 0, 0, 7, .. "free"u8]);
        await RefusedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "free"u8]);
        await RefusedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "free"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await RefusedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "free"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await RefusedAsync([.. Ftyp, .. Moov, .. Mp4.Box("mdat", []), 0, 0, 0, 1, .. "free"u8, 0, 0, 0, 0, 0, 0, 0, 8]);
        await RefusedAsync([.. Ftyp, .. Mp4.Box("mdat", new byte[40])]);
    }

    [Fact]
    public async Task Boxes_of_every_length_are_saved()
    {
        await SavedAsync([.. Ftyp, .. Moov, 0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 20, 1, 2, 3, 4]);
        await SavedAsync([.. Ftyp, .. Moov, 0, 0, 0, 0, .. "mdat"u8, 1, 2, 3, 4]);
        await SavedAsync([.. Mp4.Box("ftyp", [.. "qt  "u8, 0, 0, 0, 0]), .. Mp4.Box("moof", []), .. Mp4.Box("mdat", [])]);
    }

    [Fact]
    public async Task A_last_frame_has_to_be_an_image_and_the_video_is_saved_all_the_same()
    {
        await using Service service = await Service.StartAsync("""{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound", "skip": 1}""");
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        List<string> saved = [];

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.NotAVideo, new VideoSaver(new SaveOptions { IncludeLastFrame = true }, saved.Add).SaveAsync(service.Client, task, _folder["a.mp4"]));

        Assert.Contains("last frame", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal([_folder["a.mp4"]], saved);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A 0000000D49484452 00000001000000010802000000 907753DE 0000000049454E44 AE426082", 4)]
    [InlineData("89504E470D0A1A0A 0000000D49484452 00000001000000010802000000 907753DE 0000000049454E44 AE426082", 20)]
    [InlineData("FFD8FFE000104A46494600010100000100010000 FFDA0008010100003F00 0123456789ABCDEF FFD9", 1)]
    [InlineData("52494646 14000000 57454250 56503820 08000000 0102030405060708", 3)]
    public async Task A_last_frame_has_to_be_whole(string image, int cut)
    {
        byte[] whole = Convert.FromHexString(image.Replace(" ", string.Empty, StringComparison.Ordinal));
        ScriptedResponse video = ScriptedResponse.Of(200, "video/mp4", [.. Ftyp, .. Moov, .. Mp4.Box("mdat", [1, 2, 3, 4])]);
        await using FileHost cutShort = FileHost.Start(video, ScriptedResponse.Of(200, "image/png", whole[..^cut]));
        await using FileHost entire = FileHost.Start(video, ScriptedResponse.Of(200, "image/png", whole));
        SaveOptions options = new() { IncludeLastFrame = true };

        MeshVideoException fault = await Expect.FaultAsync(MeshVideoErrorKind.NotAVideo, cutShort.SaveAsync(_folder["a.mp4"], options));
        await entire.SaveAsync(_folder["b.mp4"], options);

        Assert.Contains("cut short", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b.last", "b"], _folder.Files.Select(Path.GetFileNameWithoutExtension));
    }

    private async Task<MeshVideoException> RefusedAsync(byte[] content)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", content));

        SaveOptions options = new() { Patience = TimeSpan.FromSeconds(1) };
        MeshVideoException fault = await Expect.FaultAsync(MeshVideoErrorKind.NotAVideo, host.SaveAsync(_folder["a.mp4"], options));

        Assert.Empty(_folder.Files);
        return fault;
    }

    private async Task SavedAsync(byte[] content)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "application/octet-stream", content));

        await host.SaveAsync(_folder[$"{_folder.Files.Length}.mp4"]);
    }
}
