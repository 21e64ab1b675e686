using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>A saved file is recognized by more than its name, and not downloaded again.</summary>
public sealed class SavedFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_saved_file_is_not_downloaded_again()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.mp4"]);
        List<SavedVideoFile> saved = [];

        IReadOnlyList<SavedVideoFile> files = await new VideoDownloader(new DownloadOptions(), saved.Add)
            .DownloadAsync(service.Client, task, _folder["a.mp4"]);

        SavedVideoFile file = Assert.Single(files);
        Assert.Equal((_folder["a.mp4"], VideoFileContent.Video), (file.Path, file.Content));
        Assert.Same(task, file.Task);
        Assert.Equal([file], saved);
        Assert.Single(service.FileRequests);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["a.mp4"]));
        Assert.Contains("already saved", service.Notes.Text, StringComparison.Ordinal);
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Overwrite_downloads_it_again()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);

        await DownloadAsync(service, task, new DownloadOptions { Overwrite = true });
        await DownloadAsync(service, task);

        Assert.Equal(2, service.FileRequests.Count);
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_saved_file_that_was_deleted_is_downloaded_again()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        File.Delete(_folder["a.mp4"]);

        await DownloadAsync(service, task);

        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_saved_file_that_was_changed_is_kept(bool isLonger, bool isTouched)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.mp4"]);
        byte[] changed = File.ReadAllBytes(_folder["a.mp4"]);
        changed = isLonger ? [.. changed, .. Mp4.Box("free", [])] : changed;
        _folder.Write("a.mp4", changed);
        File.SetLastWriteTimeUtc(_folder["a.mp4"], isTouched ? written.AddTicks(10) : written);

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, DownloadAsync(service, task));

        Assert.Contains("changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(changed, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Single(service.FileRequests);
    }

    [Fact]
    public async Task A_saved_file_that_is_no_longer_a_video_is_not_recognized()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.mp4"]);
        _folder.Write("a.mp4", new byte[new FileInfo(_folder["a.mp4"]).Length]);
        File.SetLastWriteTimeUtc(_folder["a.mp4"], written);

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, DownloadAsync(service, task));
    }

    [Fact]
    public async Task Another_file_of_the_same_name_and_size_is_not_recognized()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        VideoTask other = await service.SucceededAsync();
        _folder.Write("a.mp4", await Service.BytesAsync(task.VideoUrl));
        await DownloadAsync(service, other, name: "b.mp4");

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, DownloadAsync(service, task, name: "a.mp4"));
        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, DownloadAsync(service, task, name: "b.mp4"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"saved": {}}""")]
    [InlineData("""{"saved": {"task": null, "file": null, "length": 0, "modified": 0}, "part": {"task": "x"}}""")]
    public async Task An_invalid_sidecar_is_ignored(string record)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        _folder.Write(Assert.Single(_folder.Records), Encoding.UTF8.GetBytes(record));

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, DownloadAsync(service, task));
        await DownloadAsync(service, task, new DownloadOptions { Overwrite = true });
        await DownloadAsync(service, task);

        Assert.Equal(2, service.FileRequests.Count);
    }

    [Fact]
    public async Task A_saved_file_that_is_still_open_is_waited_for()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        FileStream held = new(_folder["a.mp4"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Task again = DownloadAsync(service, task);
        await held.DisposeAsync();
        await again;

        Assert.Single(service.FileRequests);
    }

    [Fact]
    [Trait("Build", "net8.0")]
    public async Task Concurrent_runs_of_the_same_downloads_do_not_interfere()
    {
        await using Service service = await Service.StartAsync();
        VideoTask[] tasks = await Task.WhenAll(service.Host.Tasks.Seed(20).Select(id => service.Client.GetAsync(id)));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => DownloadAllAsync(service, tasks))));

        Assert.Equal(20, _folder.Files.Length);
        foreach (VideoTask task in tasks)
        {
            Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder[task.Id + ".mp4"]));
        }
    }

    [Fact]
    public async Task Only_the_missing_last_frame_is_downloaded()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound", "skip": 1}""");
        VideoTask created = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        DownloadOptions options = new() { IncludeLastFrame = true };
        await Expect.ErrorAsync(MeshVideoErrorKind.NotAVideo, DownloadAsync(service, task, options));

        await DownloadAsync(service, task, options);
        await DownloadAsync(service, task, options);

        Assert.Equal(
            ["video.mp4", "last_frame.png", "last_frame.png"],
            Array.ConvertAll([.. service.FileRequests], request => Path.GetFileName(request.Path)));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Another_folder_is_used_if_the_name_is_taken()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        _folder.Write(".meshvideo", 1);
        _folder.Write($".meshvideo-{Environment.UserName}", 1);

        await Expect.ErrorAsync(MeshVideoErrorKind.WriteFailed, DownloadAsync(service, task));
        Assert.Empty(service.FileRequests);
        File.Delete(_folder[$".meshvideo-{Environment.UserName}"]);
        await DownloadAsync(service, task);

        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        int requests = service.FileRequests.Count;
        await DownloadAsync(service, task);
        Assert.Equal(requests, service.FileRequests.Count);
    }

    // A run that finds the file locked waits for a moment, and then finds it saved or reports an error.
    private async Task DownloadAllAsync(Service service, VideoTask[] tasks)
    {
        VideoDownloader downloader = new(new DownloadOptions());
        foreach (VideoTask task in tasks)
        {
            try
            {
                await downloader.DownloadAsync(service.Client, task, _folder[task.Id + ".mp4"]).WaitAsync(Expect.Timeout);
            }
            catch (MeshVideoException fault) when (fault.Kind == MeshVideoErrorKind.WriteFailed)
            {
                Assert.Contains("another process", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    private Task<IReadOnlyList<SavedVideoFile>> DownloadAsync(
        Service service, VideoTask task, DownloadOptions? options = null, string name = "a.mp4") =>
        new VideoDownloader(options ?? new DownloadOptions())
            .DownloadAsync(service.Client, task, _folder[name])
            .WaitAsync(Expect.Timeout);
}
