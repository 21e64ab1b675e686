using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Downloads of videos and last frames.</summary>
public sealed class DownloadTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(20_000_001)]
    public async Task The_saved_file_equals_the_served_one_and_nothing_else_remains(long size)
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = size);
        VideoTask task = await service.SucceededAsync();
        VideoDownloader downloader = new(new DownloadOptions());

        IReadOnlyList<SavedVideoFile> saved = await downloader.DownloadAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal([_folder["a.mp4"]], saved.Select(file => file.Path));
        Assert.Equal(["a.mp4"], _folder.Files);
        byte[] content = File.ReadAllBytes(_folder["a.mp4"]);
        byte[] served = await Service.BytesAsync(task.VideoUrl);
        Assert.True(content.AsSpan().SequenceEqual(served));
        DownloadProgress progress = downloader.GetProgress();
        Assert.Equal((1, 1, 0, content.Length), (progress.Total, progress.Finished, progress.Active, progress.BytesReceived));
    }

    [Fact]
    public async Task The_last_frame_is_saved_beside_the_video()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);

        IReadOnlyList<SavedVideoFile> saved = await new VideoDownloader(new DownloadOptions { IncludeLastFrame = true })
            .DownloadAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal([_folder["a.mp4"], _folder["a.last.png"]], saved.Select(file => file.Path));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
        Assert.Equal(await Service.BytesAsync(task.LastFrameUrl), File.ReadAllBytes(_folder["a.last.png"]));
    }

    [Fact]
    public async Task A_last_frame_that_is_not_included_or_does_not_exist_is_not_an_error()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, await service.Client.GetAsync(created.Id), _folder["a.mp4"]);
        await new VideoDownloader(new DownloadOptions { IncludeLastFrame = true })
            .DownloadAsync(service.Client, await service.SucceededAsync(), _folder["b.mp4"]);

        Assert.Equal(["a.mp4", "b.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Missing_folders_are_created()
    {
        await using Service service = await Service.StartAsync();

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, await service.SucceededAsync(), Path.Combine(_folder.Path, "a", "b c", "霧.mp4"));

        Assert.Equal([Path.Combine("a", "b c", "霧.mp4")], _folder.Files);
    }

    [Fact]
    public async Task Concurrent_downloads_do_not_send_the_key_to_the_file_host()
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = 100_000);
        VideoDownloader downloader = new(new DownloadOptions { MaximumConcurrency = 3 });
        VideoTask[] tasks = await Task.WhenAll(service.Host.Tasks.Seed(12).Select(id => service.Client.GetAsync(id)));

        await Task.WhenAll(
            tasks.Select(
                task => downloader.DownloadAsync(service.Client, task, _folder[VideoDownloader.GetDefaultFileName(task)])));

        Assert.Equal(12, _folder.Files.Length);
        foreach (VideoTask task in tasks)
        {
            Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder[task.Id + ".mp4"]));
        }

        Assert.All(service.FileRequests, request => Assert.False(request.HasAuthorization));
    }

    [Fact]
    public async Task Concurrent_reads_are_limited_to_the_number_of_connections()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang", "times": -1}""");
        VideoDownloader downloader = new(new DownloadOptions());
        using CancellationTokenSource cancellation = new();

        Task reads = Task.WhenAll(
            Enumerable.Range(0, 50).Select(row => downloader.GetTaskAsync(service.Client, $"cgt-{row}", cancellation.Token)));
        await service.ArrivedAsync(_ => true, count: 8);

        Assert.Equal(8, service.Notes.Count(ActivityLevel.Debug));
        await cancellation.CancelAsync();
        await Expect.CancelledAsync(reads);
    }

    [Fact]
    public async Task A_task_without_a_video_is_an_error()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 1000);
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" });

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.NothingToSave,
            new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, created, _folder["a.mp4"]));

        Assert.Equal(created.Id, error.TaskId);
        Assert.Contains(created.Id, error.Message, StringComparison.Ordinal);
        Assert.Contains("queued", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(_folder.Files);
    }
}
