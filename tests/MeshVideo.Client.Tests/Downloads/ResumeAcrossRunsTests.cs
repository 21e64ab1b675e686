using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>A run resumes the part files that an earlier run has left.</summary>
public sealed class ResumeAcrossRunsTests : IDisposable
{
    private const int Size = 300_000;
    private const int Received = 100_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_run_is_resumed()
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, "200 503 206");
        Assert.Contains($"left {Received} bytes", service.Notes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canceled_run_is_resumed()
    {
        byte[] video = Mp4.OfSize(1000);
        using CancellationTokenSource cancellation = new();
        await using FileHost host = FileHost.Start(async request =>
        {
            if (request.Number == 2)
            {
                await cancellation.CancelAsync();
            }

            return request.Number == 1
                ? ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], "ETag: \"v1\"")
                : ScriptedResponse.Of(206, "video/mp4", video[400..], "ETag: \"v1\"", "Content-Range: bytes 400-999/1000");
        });
        await Expect.CancelledAsync(host.DownloadAsync(_folder["a.mp4"], cancellationToken: cancellation.Token));
        Assert.Empty(_folder.Files);
        Assert.Equal([".meshvideo/a.mp4.part"], _folder.Parts);

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal([null, "bytes=400-", "bytes=400-"], host.Files.Requests.Select(request => request["Range"]));
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Bytes_that_were_not_flushed_are_truncated(int garbage)
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);
        _folder.Write(".meshvideo/a.mp4.part", [.. File.ReadAllBytes(_folder.PartOf("a.mp4")), .. new byte[garbage]]);

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, "200 503 206");
    }

    [Fact]
    public async Task A_part_file_shorter_than_recorded_is_not_resumed()
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);
        _folder.Write(".meshvideo/a.mp4.part", File.ReadAllBytes(_folder.PartOf("a.mp4"))[..^1]);

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, "200 503 200");
    }

    [Theory]
    [InlineData("change", "200 503 200")]
    [InlineData("no-range", "200 503 200")]
    public async Task A_file_that_has_changed_on_the_host_is_not_resumed(string error, string statuses)
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);
        service.Host.Faults.Add($$"""{"on": "file", "kind": "{{error}}"}""");

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, statuses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_file_without_a_sidecar_or_of_another_task_is_not_resumed(bool isOfAnother)
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);
        if (isOfAnother)
        {
            task = await service.SucceededAsync();
        }
        else
        {
            File.Delete(_folder[Assert.Single(_folder.Records)]);
        }

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, "200 503 200");
    }

    [Theory]
    [InlineData("/v.mp4?signature=2", "bytes=400-")]
    [InlineData("/w.mp4?signature=1", null)]
    public async Task Only_a_link_to_the_same_address_is_resumed(string renewed, string? range)
    {
        // Two addresses may use the same entity tags.
        byte[] video = Mp4.OfSize(1000);
        await using ScriptedServer files = ScriptedServer.Start(request => request switch
        {
            { Number: 1 } => ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], "ETag: \"v1\""),
            { Number: 2 } => ScriptedResponse.Json(403, ""),
            _ when request["Range"] is null => ScriptedResponse.Of(200, "video/mp4", video, "ETag: \"v1\""),
            _ => ScriptedResponse.Of(206, "video/mp4", video[400..], "ETag: \"v1\"", "Content-Range: bytes 400-999/1000"),
        });
        await using ScriptedServer api = ScriptedServer.Start(request => ScriptedResponse.Json(
            200, $$$"""{"id": "t", "status": "succeeded", "content": {"video_url": "{{{new Uri(files.Address, request.Number == 1 ? "/v.mp4?signature=1" : renewed)}}}"}}"""));
        MeshVideoClient client = Service.ClientOf(api.Address);

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(client, await client.GetAsync("t"), _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal([null, "bytes=400-", range], files.Requests.Select(request => request["Range"]));
        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData("t", "bytes=400-")]
    [InlineData("u", null)]
    public async Task Only_the_same_task_is_resumed(string id, string? range)
    {
        byte[] video = Mp4.OfSize(1000);
        await using ScriptedServer files = ScriptedServer.Start(request => request switch
        {
            { Number: 1 } => ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], "ETag: \"v1\""),
            { Number: 2 } => ScriptedResponse.Json(503, "", "Retry-After: 60"),
            _ when request["Range"] is null => ScriptedResponse.Of(200, "video/mp4", video, "ETag: \"v1\""),
            _ => ScriptedResponse.Of(206, "video/mp4", video[400..], "ETag: \"v1\"", "Content-Range: bytes 400-999/1000"),
        });
        MeshVideoClient client = Service.ClientOf(files.Address);
        VideoTask first = new() { Id = "t", VideoUrl = new Uri(files.Address, "/v.mp4?signature=1") };
        VideoTask second = new() { Id = id, VideoUrl = new Uri(files.Address, "/v.mp4?signature=2") };
        await Expect.ErrorAsync(
            MeshVideoErrorKind.DownloadFailed,
            new VideoDownloader(new DownloadOptions()).DownloadAsync(client, first, _folder["a.mp4"]));

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(client, second, _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal(range, files.Requests[2]["Range"]);
        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_run_that_died_before_the_rename_needs_no_download()
    {
        await using Service service = await StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        File.Move(_folder["a.mp4"], _folder.PartOf("a.mp4"));

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, "200");
    }

    [Fact]
    public async Task A_complete_part_file_needs_no_download()
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);
        _folder.Write(".meshvideo/a.mp4.part", await Service.BytesAsync(task.VideoUrl));
        string record = _folder[Assert.Single(_folder.Records)];
        JsonNode text = JsonNode.Parse(File.ReadAllText(record))!;
        text["part"]!["flushed"] = Size;
        File.WriteAllText(record, text.ToJsonString());
        int requests = service.FileRequests.Count;

        await DownloadAsync(service, task);

        Assert.Equal(requests, service.FileRequests.Count);
        await AssertSavedAsync(service, task, statuses: null);
    }

    [Theory]
    [InlineData("X-ETag: none")]
    [InlineData("ETag: W/\"v1\"")]
    public async Task A_part_that_cannot_be_resumed_is_not_kept(string header)
    {
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", Mp4.OfSize(1000)[..400], header),
            ScriptedResponse.Json(503, "", "Retry-After: 60"));

        await Expect.ErrorAsync(MeshVideoErrorKind.DownloadFailed, host.DownloadAsync(_folder["a.mp4"]));

        Assert.Empty(_folder.Files);
        Assert.Empty(_folder.Records);
    }

    [Fact]
    public async Task A_part_that_is_not_a_video_is_not_kept()
    {
        await using Service service = await StartAsync();
        VideoTask task = await InterruptAsync(service);
        service.Host.Faults.Add("""{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound"}""");

        await Expect.ErrorAsync(MeshVideoErrorKind.NotAVideo, DownloadAsync(service, task));

        Assert.Empty(_folder.Files);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_saved_file_is_still_recognized_after_a_failed_replacement()
    {
        await using Service service = await StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        InterruptNext(service);
        await Expect.ErrorAsync(MeshVideoErrorKind.DownloadFailed, DownloadAsync(service, task, overwrite: true));
        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal([".meshvideo/a.mp4.part"], _folder.Parts);

        await DownloadAsync(service, task);

        await AssertSavedAsync(service, task, "200 200 503");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_saved_file_is_still_recognized_after_a_run_died_before_replacing_it(bool overwrite)
    {
        await using Service service = await StartAsync();
        VideoTask task = await service.SucceededAsync();
        await DownloadAsync(service, task);
        string old = _folder["old"];
        File.Move(_folder["a.mp4"], old);
        await DownloadAsync(service, task, overwrite: true);
        File.Move(_folder["a.mp4"], _folder.PartOf("a.mp4"));
        File.Move(old, _folder["a.mp4"]);

        await DownloadAsync(service, task, overwrite);

        await AssertSavedAsync(service, task, "200 200");
    }

    private static Task<Service> StartAsync() => Service.StartAsync(options => options.FileBytes = Size);

    private static void InterruptNext(Service service) => service.Host.Faults.Add(
        $$"""[{"on": "file", "kind": "truncate", "bytes": {{Received}}}, {"on": "file", "kind": "status", "status": 503, "retryAfter": 60}]""");

    private async Task<VideoTask> InterruptAsync(Service service)
    {
        VideoTask task = await service.SucceededAsync();
        InterruptNext(service);
        await Expect.ErrorAsync(MeshVideoErrorKind.DownloadFailed, DownloadAsync(service, task));
        Assert.Empty(_folder.Files);
        Assert.Equal([".meshvideo/a.mp4.part"], _folder.Parts);
        Assert.Equal(Received, new FileInfo(_folder.PartOf("a.mp4")).Length);
        return task;
    }

    private Task<IReadOnlyList<SavedVideoFile>> DownloadAsync(Service service, VideoTask task, bool overwrite = false) =>
        new VideoDownloader(new DownloadOptions { Overwrite = overwrite })
            .DownloadAsync(service.Client, task, _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

    private async Task AssertSavedAsync(Service service, VideoTask task, string? statuses)
    {
        if (statuses is not null)
        {
            Assert.Equal(statuses, string.Join(' ', service.FileRequests.Select(request => request.Status)));
        }

        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        await DownloadAsync(service, task);
        Assert.DoesNotContain("\"part\"", File.ReadAllText(_folder[Assert.Single(_folder.Records)]), StringComparison.Ordinal);
    }
}
