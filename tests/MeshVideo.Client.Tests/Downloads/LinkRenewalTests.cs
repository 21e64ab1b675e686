using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator.Requests;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Links that have expired, are not ready or redirect.</summary>
public sealed class LinkRenewalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"on": "get", "kind": "expire-links"}""", "200 403 200 200")]
    [InlineData("""{"on": "get", "kind": "expire-links", "times": 2}""", "200 403 200 403 200 200")]
    [InlineData("""{"on": "file", "kind": "expire-links"}""", "200 403 200 200")]
    [InlineData("""{"on": "file", "kind": "status", "status": 401}""", "200 401 200 200")]
    [InlineData("""{"on": "file", "kind": "status", "status": 404}""", "200 404 200 200")]
    [InlineData("""{"on": "file", "kind": "status", "status": 410}""", "200 410 200 200")]
    [InlineData("""[{"on": "file", "kind": "status", "status": 404}, {"on": "get", "kind": "status", "status": 502, "skip": 1}]""", "200 404 502 200 200")]
    public async Task An_expired_link_is_renewed_by_reading_the_task(string faults, string statuses)
    {
        await using Service service = await Service.StartAsync(faults);

        await DownloadAsync(service);

        Assert.Equal(statuses, string.Join(' ', service.Host.Requests.All.Select(request => request.Status)));
        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Contains("reading the task again for a new link now", service.Notes.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, "200 200 200")]
    [InlineData(23, "200 200")]
    public async Task A_link_older_than_a_day_is_renewed_before_the_first_attempt(int hours, string statuses)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        VideoTask kept = new()
        {
            Id = task.Id,
            Status = task.Status,
            VideoUrl = task.VideoUrl,
            UpdatedAt = DateTimeOffset.UtcNow.AddHours(-hours),
        };

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, kept, _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal(statuses, string.Join(' ', service.Host.Requests.All.Select(request => request.Status)));
    }

    [Theory]
    [InlineData("""{"on": "file", "kind": "not-ready", "times": 2}""", 3)]
    [InlineData("""{"on": "file", "kind": "status", "status": 500}""", 2)]
    [InlineData("""{"on": "file", "kind": "reset"}""", 2)]
    public async Task A_link_that_is_not_ready_is_retried(string faults, int requests)
    {
        await using Service service = await Service.StartAsync(faults);

        await DownloadAsync(service);

        Assert.Equal(requests, service.FileRequests.Count);
        Assert.Single(service.Host.Requests.All, request => request.Port == ServerPort.Api);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_of_the_file_host_is_honored(int status)
    {
        await using Service service = await Service.StartAsync(
            $$"""{"on": "file", "kind": "status", "status": {{status}}, "retryAfter": 1}""");

        await DownloadAsync(service);

        Assert.Equal([status, 200], service.FileRequests.Select(request => request.Status!.Value));
        Assert.Contains($"trying again in {1.1:0.0} s", service.Notes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_followed_without_the_key()
    {
        await using ScriptedServer store = ScriptedServer.Start(ScriptedResponse.Of(200, "video/mp4", Mp4.OfSize(500)));
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Json(302, "", $"Location: {store.Address}b.mp4?signature=other"));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal("/b.mp4?signature=other", Assert.Single(store.Requests).Target);
        Assert.All([.. host.Files.Requests, .. store.Requests], request => Assert.Null(request["Authorization"]));
    }

    [Theory]
    [InlineData("http://example.com/v.mp4?signature=secret")]
    [InlineData("ftp://127.0.0.1/v.mp4?signature=secret")]
    [InlineData("file:///etc/hostname")]
    public async Task An_insecure_link_is_not_followed(string link)
    {
        await using FileHost host = FileHost.Linking(link);
        await using FileHost redirecting = FileHost.Start(ScriptedResponse.Json(302, "", "Location: " + link));

        foreach (MeshVideoException error in new[]
        {
            await Expect.ErrorAsync(MeshVideoErrorKind.RedirectRefused, host.DownloadAsync(_folder["a.mp4"])),
            await Expect.ErrorAsync(MeshVideoErrorKind.RedirectRefused, redirecting.DownloadAsync(_folder["b.mp4"])),
        })
        {
            Assert.Equal("cgt-1", error.TaskId);
            Assert.Contains("cgt-1", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("http://")]
    public async Task A_redirect_without_a_host_is_retried(string location)
    {
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Json(302, "", "Location: " + location), ScriptedResponse.Of(200, "video/mp4", Mp4.OfSize(500)));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_limit_fails_the_download()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "file", "kind": "status", "status": 503, "retryAfter": 41}""");

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.DownloadFailed, DownloadAsync(service));

        Assert.Contains(error.TaskId!, error.Message, StringComparison.Ordinal);
        Assert.Contains("HTTP 503", error.Message, StringComparison.Ordinal);
        Assert.Single(service.FileRequests);
    }

    private async Task DownloadAsync(Service service) =>
        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, await service.SucceededAsync(), _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);
}
