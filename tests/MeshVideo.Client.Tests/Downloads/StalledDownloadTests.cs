using System;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>A download fails if it makes no progress. The timeouts are short here, so that no test waits for long.</summary>
public sealed class StalledDownloadTests : IDisposable
{
    private static readonly byte[] Video = Mp4.OfSize(1000);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("X-ETag: none")]
    [InlineData("ETag: W/\"v1\"")]
    public async Task A_transfer_that_always_stops_at_the_same_place_fails(string header)
    {
        // Each attempt starts at zero. Only one that gets further than every attempt before makes progress.
        await using FileHost host = FileHost.Start(
            request =>
                Task.FromResult(
                    ScriptedResponse.Announcing(1000, 200, "video/mp4", Video[..(request.Number % 2 == 0 ? 300 : 400)], header)));

        await Expect.ErrorAsync(
            MeshVideoErrorKind.DownloadFailed,
            host.DownloadAsync(_folder["a.mp4"], new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(1) }));

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_stalled_transfer_is_resumed()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "file", "kind": "stall", "bytes": 100000}""", options => options.FileBytes = 300_000);
        VideoTask task = await service.SucceededAsync();

        await new VideoDownloader(new DownloadOptions { IdleTimeout = TimeSpan.FromSeconds(1) })
            .DownloadAsync(service.Client, task, _folder["a.mp4"]).WaitAsync(Expect.Timeout);

        Assert.Equal([200, 206], Array.ConvertAll([.. service.FileRequests], request => request.Status));
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_transfer_of_a_few_bytes_at_a_time_fails()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "file", "kind": "throttle", "bytesPerSecond": 100, "times": 100}""");
        VideoTask task = await service.SucceededAsync();
        DownloadOptions hasty = new() { IdleTimeout = TimeSpan.FromSeconds(0.5), GiveUpAfter = TimeSpan.FromSeconds(1) };

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.DownloadFailed,
            new VideoDownloader(hasty).DownloadAsync(service.Client, task, _folder["a.mp4"]).WaitAsync(Expect.Timeout));

        Assert.Contains("stopped responding", error.Message, StringComparison.Ordinal);
    }
}
