using System;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>What makes no headway is given up, what makes some is not. The patience is cut short here, so that no test waits for it.</summary>
public sealed class PatienceTests : IDisposable
{
    private static readonly byte[] Video = Mp4.OfSize(1000);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("X-ETag: none")]
    [InlineData("ETag: W/\"v1\"")]
    public async Task A_file_that_never_gets_beyond_a_place_is_given_up(string header)
    {
        // Each try begins at zero; one that comes further than the try before, but not further than any, is no headway.
        await using FileHost host = FileHost.Start(
            request => Task.FromResult(ScriptedResponse.Announcing(1000, 200, "video/mp4", Video[..(request.Number % 2 == 0 ? 300 : 400)], header)));

        await Expect.FaultAsync(
            MeshVideoErrorKind.DownloadFailed, host.SaveAsync(_folder["a.mp4"], new SaveOptions { Patience = TimeSpan.FromSeconds(1) }));

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_body_that_falls_silent_is_dead_and_the_rest_is_asked_for()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "file", "kind": "stall", "bytes": 100000}""", options => options.FileBytes = 300_000);
        VideoTask task = await service.SucceededAsync();

        await new VideoSaver(new SaveOptions { IdleTime = TimeSpan.FromSeconds(1) })
            .SaveAsync(service.Client, task, _folder["a.mp4"]).WaitAsync(Expect.Patience);

        Assert.Equal([200, 206], Array.ConvertAll([.. service.FileRequests], request => request.Status));
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_body_that_only_drips_is_given_up()
    {
        await using Service service = await Service.StartAsync("""{"on": "file", "kind": "throttle", "bytesPerSecond": 100, "times": 100}""");
        VideoTask task = await service.SucceededAsync();
        SaveOptions hasty = new() { IdleTime = TimeSpan.FromSeconds(0.5), Patience = TimeSpan.FromSeconds(1) };

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.DownloadFailed, new VideoSaver(hasty).SaveAsync(service.Client, task, _folder["a.mp4"]).WaitAsync(Expect.Patience));

        Assert.Contains("fell silent", fault.Message, StringComparison.Ordinal);
    }
}
