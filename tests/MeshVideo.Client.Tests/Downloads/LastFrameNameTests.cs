using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>The extension of a last frame depends on its content, not on its link or content type.</summary>
public sealed class LastFrameNameTests : IDisposable
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[20], 0xFF, 0xD9];
    private static readonly byte[] WebP = [.. "RIFF"u8, 16, 0, 0, 0, .. "WEBPVP8 "u8, 4, 0, 0, 0, 1, 2, 3, 4];

    private readonly TempFolder _folder = new();

    public static TheoryData<byte[], string> Frames =>
        new() { { Png, "a.last.png" }, { Jpeg, "a.last.jpg" }, { WebP, "a.last.webp" } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task The_extension_follows_the_format_and_the_next_run_recognizes_the_file(byte[] frame, string name)
    {
        await using FileHost host = Start(frame);

        IReadOnlyList<SavedVideoFile> first = await DownloadAsync(host);
        IReadOnlyList<SavedVideoFile> second = await DownloadAsync(host);

        Assert.Equal(
            [(_folder["a.mp4"], VideoFileContent.Video, "cgt-1"), (_folder[name], VideoFileContent.LastFrame, "cgt-1")],
            first.Select(file => (file.Path, file.Content, file.Task.Id)));
        Assert.Equal(first.Select(file => file.Path), second.Select(file => file.Path));
        Assert.Equal(frame, await File.ReadAllBytesAsync(_folder[name]));
        Assert.Equal([name, "a.mp4"], _folder.Files);
        Assert.Equal(2, host.Files.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_overwrite_replaces_an_existing_file_of_that_name(bool overwrite)
    {
        await using FileHost host = Start(Jpeg);
        _folder.Write("a.last.jpg", [1, 2, 3]);

        Task save = DownloadAsync(host, overwrite);
        MeshVideoException? error = overwrite ? null : await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, save);
        await Task.WhenAny(save);

        Assert.Equal(overwrite ? Jpeg : [1, 2, 3], await File.ReadAllBytesAsync(_folder["a.last.jpg"]));
        Assert.Equal(["a.last.jpg", "a.mp4"], _folder.Files);
        Assert.True(overwrite || error!.Message.Contains(_folder["a.last.jpg"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_saved_frame_that_was_changed_is_not_replaced()
    {
        await using FileHost host = Start(Jpeg);
        await DownloadAsync(host);
        _folder.Write("a.last.jpg", [1, 2, 3]);

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, DownloadAsync(host));

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(_folder["a.last.jpg"]));
    }

    private static FileHost Start(byte[] frame) =>
        FileHost.Start(ScriptedResponse.Of(200, "video/mp4", Mp4.OfSize(500)), ScriptedResponse.Of(200, "image/png", frame));

    private async Task<IReadOnlyList<SavedVideoFile>> DownloadAsync(FileHost host, bool overwrite = false)
    {
        VideoTask task = await host.Client.GetAsync("cgt-1", CancellationToken.None);
        DownloadOptions options = new() { IncludeLastFrame = true, Overwrite = overwrite };
        return await new VideoDownloader(options).DownloadAsync(host.Client, task, _folder["a.mp4"]).WaitAsync(Expect.Timeout);
    }
}
