using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Conflicts at the path that a video is saved to.</summary>
public sealed class TargetPathTests : IDisposable
{
    private static readonly byte[] Old = "precious"u8.ToArray();

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_existing_file_is_kept_and_nothing_is_downloaded()
    {
        await using Service service = await Service.StartAsync();
        _folder.Write("a.mp4", Old);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.FileExists, DownloadAsync(service, new DownloadOptions(), "a.mp4"));

        Assert.Contains(Remedy.ReplaceFile, error.Remedies);
        Assert.NotNull(error.TaskId);
        Assert.Equal(Old, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Empty(service.FileRequests);
    }

    [Fact]
    public async Task Overwrite_replaces_an_existing_file()
    {
        await using Service service = await Service.StartAsync();
        _folder.Write("a.mp4", new byte[10_000_000]);

        await DownloadAsync(service, new DownloadOptions { Overwrite = true }, "a.mp4");

        Assert.Equal("ftyp"u8.ToArray(), File.ReadAllBytes(_folder["a.mp4"])[4..8]);
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_file_created_during_the_download_is_kept()
    {
        byte[] video = Mp4.OfSize(1000);
        await using FileHost host = FileHost.Start(request =>
        {
            _folder.Write("a.mp4", Old);
            return Task.FromResult(ScriptedResponse.Of(200, "video/mp4", video));
        });

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, host.DownloadAsync(_folder["a.mp4"]));

        Assert.Equal(Old, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_is_not_replaced(bool overwrite)
    {
        await using Service service = await Service.StartAsync();
        Directory.CreateDirectory(_folder["a.mp4"]);

        await Expect.ErrorAsync(
            MeshVideoErrorKind.FileExists, DownloadAsync(service, new DownloadOptions { Overwrite = overwrite }, "a.mp4"));

        Assert.True(Directory.Exists(_folder["a.mp4"]));
        Assert.Empty(service.FileRequests);
    }

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("A.mp4")]
    [InlineData("./x/../a.mp4")]
    public async Task Two_tasks_cannot_be_saved_to_the_same_path(string second)
    {
        await using Service service = await Service.StartAsync();
        VideoDownloader downloader = new(new DownloadOptions { Overwrite = true });

        await downloader.DownloadAsync(service.Client, await service.SucceededAsync(), _folder["a.mp4"]);
        byte[] first = File.ReadAllBytes(_folder["a.mp4"]);
        await Expect.ErrorAsync(
            MeshVideoErrorKind.FileExists,
            downloader.DownloadAsync(service.Client, await service.SucceededAsync(), _folder[second]));

        Assert.Equal(first, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Single(service.FileRequests);
    }

    [Fact]
    public async Task A_task_given_twice_is_saved_once()
    {
        await using Service service = await Service.StartAsync();
        List<string> saved = [];
        VideoDownloader downloader = new(new DownloadOptions(), file => saved.Add(file.Path));
        VideoTask task = await service.SucceededAsync();

        await downloader.DownloadAsync(service.Client, task, _folder["a.mp4"]);
        Assert.Empty(await downloader.DownloadAsync(service.Client, task, _folder["a.mp4"]));
        await downloader.DownloadAsync(service.Client, task, _folder["b.mp4"]);

        Assert.Equal([_folder["a.mp4"], _folder["b.mp4"]], saved);
        Assert.Equal(2, service.FileRequests.Count);
        Assert.Contains("more than once", service.Notes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_last_frames_cannot_be_saved_to_the_same_path()
    {
        await using Service service = await Service.StartAsync();
        VideoDownloader downloader = new(new DownloadOptions { Overwrite = true, IncludeLastFrame = true });
        VideoRequest request = new() { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true };
        VideoTask first = await service.Client.GetAsync((await service.Client.CreateAsync(request)).Id);
        VideoTask second = await service.Client.GetAsync((await service.Client.CreateAsync(request)).Id);

        await downloader.DownloadAsync(service.Client, first, _folder["a.mp4"]);
        await Expect.ErrorAsync(
            MeshVideoErrorKind.FileExists, downloader.DownloadAsync(service.Client, second, _folder["a.mov"]));

        Assert.Equal(await Service.BytesAsync(first.LastFrameUrl), File.ReadAllBytes(_folder["a.last.png"]));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task An_existing_last_frame_is_kept_and_the_video_is_saved()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        _folder.Write("a.last.png", Old);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.FileExists,
            new VideoDownloader(new DownloadOptions { IncludeLastFrame = true })
                .DownloadAsync(service.Client, task, _folder["a.mp4"]));

        Assert.Contains(_folder["a.last.png"], error.Message, StringComparison.Ordinal);
        Assert.Equal(Old, File.ReadAllBytes(_folder["a.last.png"]));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_path_below_a_file_is_an_error()
    {
        await using Service service = await Service.StartAsync();
        _folder.Write("file", Old);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.WriteFailed, DownloadAsync(service, new DownloadOptions(), Path.Combine("file", "a.mp4")));

        Assert.Contains(Path.Combine("file", "a.mp4"), error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{_folder["file"]}' is a file", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.TaskId);
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public async Task An_invalid_file_name_is_an_error()
    {
        await using Service service = await Service.StartAsync();

        await Expect.ErrorAsync(
            MeshVideoErrorKind.WriteFailed, DownloadAsync(service, new DownloadOptions(), new string('a', 300)));
        await Expect.ErrorAsync(MeshVideoErrorKind.WriteFailed, DownloadAsync(service, new DownloadOptions(), "a\0b"));
    }

    private async Task DownloadAsync(Service service, DownloadOptions options, string name) =>
        await new VideoDownloader(options)
            .DownloadAsync(service.Client, await service.SucceededAsync(), _folder[name])
            .WaitAsync(Expect.Timeout);
}
