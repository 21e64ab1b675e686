using System;
using System.Globalization;
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
    [InlineData(25, 1)]
    [InlineData(23, 0)]
    public async Task A_link_without_a_time_is_renewed_after_a_day(int hours, int warnings)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", Mp4.OfSize(500)));

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(host.Client, Earlier(await host.Client.GetAsync("cgt-1"), hours), _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal(warnings, host.Notes.Count(ActivityLevel.Warning));
        bool isReported = host.Notes.Text.Contains("The link to the video probably expired at", StringComparison.Ordinal);
        Assert.Equal(warnings == 1, isReported);
    }

    [Fact]
    public async Task A_link_that_is_still_valid_is_used_whatever_its_age()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, Earlier(task, hours: 25), _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal((1, 0), (service.Gets(task.Id).Count, service.Notes.Count(ActivityLevel.Warning)));
    }

    [Fact]
    public async Task Expired_links_are_renewed_before_the_first_attempt_with_one_warning()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "expire-links", "times": 2}""");
        VideoTask[] tasks = [await service.SucceededAsync(), await service.SucceededAsync()];
        VideoDownloader downloader = new(new DownloadOptions { IncludeLastFrame = true });

        await downloader.DownloadAsync(service.Client, tasks[0], _folder["a.mp4"]).WaitAsync(Expect.Timeout);
        await downloader.DownloadAsync(service.Client, tasks[1], _folder["b.mp4"]).WaitAsync(Expect.Timeout);

        Assert.Equal([200, 200], service.FileRequests.Select(request => request.Status!.Value));
        Assert.Equal(1, service.Notes.Count(ActivityLevel.Warning));
        string expiration = tasks[0].ExpiresAt!.Value.UtcDateTime.ToString("s", CultureInfo.InvariantCulture);
        Assert.Contains(
            $"Task {tasks[0].Id}: The link to the video expired at {expiration}Z", service.Notes.Text, StringComparison.Ordinal);
        Assert.Contains($"Task {tasks[1].Id}: The link to the video expired at", service.Notes.Text, StringComparison.Ordinal);
    }

    // By the clock of this machine, the first link expired an hour ago, and the second one is still valid.
    [Theory]
    [InlineData(-7200, 3600, 0)]
    [InlineData(7200, -1800, 1)]
    public async Task The_clock_of_the_service_decides_whether_a_link_has_expired(int skew, int life, int warnings)
    {
        await using Service service = await Service.StartAsync(
            options => (options.ClockSkewSeconds, options.LinkSeconds) = (skew, life));
        VideoTask task = await service.SucceededAsync();
        // A link that has expired is not renewed here, so that only this case is given up.
        TimeSpan giveUpAfter = warnings > 0 ? TimeSpan.FromSeconds(0.1) : Expect.Timeout;
        Exception? thrown = await Record.ExceptionAsync(() =>
            new VideoDownloader(new DownloadOptions { GiveUpAfter = giveUpAfter })
                .DownloadAsync(service.Client, task, _folder["a.mp4"])
                .WaitAsync(Expect.Timeout));

        Assert.Equal(warnings, service.Notes.Count(ActivityLevel.Warning));
        Assert.Equal(warnings, thrown is null ? 0 : 1);
    }

    [Fact]
    public async Task An_expired_link_that_the_service_does_not_renew_is_an_error_that_says_so()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "expire-links", "times": -1}""");
        VideoTask task = await service.SucceededAsync();

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.DownloadFailed,
            new VideoDownloader(new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(3) })
                .DownloadAsync(service.Client, task, _folder["a.mp4"]));

        Assert.Contains("HTTP 403", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"the link expired at 20\d\d-\S+Z, and the service returns no newer one\.", error.Message);
        Assert.Equal(1, service.Notes.Count(ActivityLevel.Warning));
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

    // As a task that was read from a file: when it was last read is not known.
    private static VideoTask Earlier(VideoTask task, int hours) => new()
    {
        Id = task.Id,
        Status = task.Status,
        VideoUrl = task.VideoUrl,
        UpdatedAt = DateTimeOffset.UtcNow.AddHours(-hours),
    };

    private async Task DownloadAsync(Service service) =>
        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, await service.SucceededAsync(), _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);
}
