using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>An unfinished download never has the name of the target, and never changes an existing file.</summary>
public sealed class PartFileTests : IDisposable
{
    private static readonly byte[] Old = "precious"u8.ToArray();

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"on": "file", "kind": "hang"}""")]
    [InlineData("""{"on": "file", "kind": "reset", "times": -1}""")]
    [InlineData("""{"on": "file", "kind": "not-ready", "times": -1}""")]
    public async Task Cancellation_leaves_the_existing_file_unchanged(string error)
    {
        await using Service service = await Service.StartAsync(error, options => options.FileBytes = 1_000_000);
        VideoTask task = await service.SucceededAsync();
        _folder.Write("a.mp4", Old);
        using CancellationTokenSource cancellation = new();

        Task save = new VideoDownloader(new DownloadOptions { Overwrite = true })
            .DownloadAsync(service.Client, task, _folder["a.mp4"], cancellation.Token);
        await service.ArrivedAsync(request => request.Path.EndsWith(".mp4", StringComparison.Ordinal));
        Assert.Single(_folder.Parts);
        await cancellation.CancelAsync();

        await Expect.CancelledAsync(save);
        AssertUnchanged();
    }

    [Fact]
    public async Task Cancellation_during_the_transfer_leaves_the_existing_file_unchanged()
    {
        byte[] video = Mp4.OfSize(1000);
        using CancellationTokenSource cancellation = new();
        await using FileHost host = FileHost.Start(async request =>
        {
            await (request.Number == 2 ? cancellation.CancelAsync() : Task.CompletedTask);
            return ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], "ETag: \"v1\"");
        });
        _folder.Write("a.mp4", Old);

        await Expect.CancelledAsync(host.DownloadAsync(_folder["a.mp4"], overwrite: true, cancellation.Token));

        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal([".meshvideo/a.mp4.part"], _folder.Parts);
        Assert.Equal(Old, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData("""{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound"}""", MeshVideoErrorKind.NotAVideo)]
    [InlineData("""{"on": "file", "kind": "status", "status": 503, "retryAfter": 60}""", MeshVideoErrorKind.DownloadFailed)]
    [InlineData("""{"on": "file", "kind": "redirect", "location": "http://example.com/v.mp4"}""", MeshVideoErrorKind.RedirectRefused)]
    [InlineData("""[{"on": "file", "kind": "status", "status": 404}, {"on": "get", "kind": "status", "status": 404}]""", MeshVideoErrorKind.NotFound)]
    public async Task Failure_leaves_the_existing_file_unchanged(string faults, MeshVideoErrorKind kind)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        service.Host.Faults.Add(faults);
        _folder.Write("a.mp4", Old);

        MeshVideoException error = await Expect.ErrorAsync(
            kind,
            new VideoDownloader(new DownloadOptions { Overwrite = true }).DownloadAsync(service.Client, task, _folder["a.mp4"]));

        Assert.Equal(task.Id, error.TaskId);
        AssertUnchanged();
    }

    [Fact]
    public async Task The_part_file_of_a_dead_process_is_replaced()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        Directory.CreateDirectory(_folder[".meshvideo"]);
        _folder.Write(".meshvideo/a.mp4.part", new byte[5_000_000]);

        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task Two_concurrent_runs_do_not_write_the_same_file()
    {
        using SemaphoreSlim arrived = new(0);
        using SemaphoreSlim go = new(0);
        byte[] video = Mp4.OfSize(100_000);
        await using FileHost host = FileHost.Start(async _ =>
        {
            arrived.Release();
            await go.WaitAsync();
            return ScriptedResponse.Of(200, "video/mp4", video);
        });

        Task first = host.DownloadAsync(_folder["a.mp4"], overwrite: true);
        Assert.True(await arrived.WaitAsync(Expect.Timeout));
        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.WriteFailed, host.DownloadAsync(_folder["a.mp4"], overwrite: true));
        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
        go.Release();
        await first;

        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_written_through_a_link(bool overwrite)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        _folder.Write("precious", Old);
        File.CreateSymbolicLink(_folder["a.mp4"], _folder["precious"]);
        File.CreateSymbolicLink(_folder["c.mp4"], _folder["nowhere"]);
        File.CreateSymbolicLink(_folder["d.mp4"], _folder.Path);
        VideoDownloader downloader = new(new DownloadOptions { Overwrite = overwrite });

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, downloader.DownloadAsync(service.Client, task, _folder["a.mp4"]));
        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, downloader.DownloadAsync(service.Client, task, _folder["c.mp4"]));
        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, downloader.DownloadAsync(service.Client, task, _folder["d.mp4"]));

        Assert.Equal(Old, File.ReadAllBytes(_folder["precious"]));
        Assert.False(File.Exists(_folder["nowhere"]));
        Assert.Empty(service.FileRequests);
    }

    private void AssertUnchanged()
    {
        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Empty(_folder.Records);
        Assert.Empty(_folder.Parts);
        Assert.Equal(Old, File.ReadAllBytes(_folder["a.mp4"]));
    }
}
