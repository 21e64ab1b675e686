using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>An interrupted transfer is resumed, and never mixes two versions.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Size = 300_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"on": "file", "kind": "truncate", "bytes": 100000}""", "200 206")]
    [InlineData("""{"on": "file", "kind": "truncate", "bytes": 70001, "times": 3}""", "200 206 206 206")]
    [InlineData("""{"on": "file", "kind": "truncate", "bytes": 0}""", "200 200")]
    [InlineData("""{"on": "file", "kind": "truncate", "bytes": 299999}""", "200 206")]
    [InlineData("""[{"on": "file", "kind": "truncate", "bytes": 100000}, {"on": "file", "kind": "reset"}]""", "200 - 206")]
    [InlineData("""[{"on": "file", "kind": "truncate", "bytes": 100000}, {"on": "file", "kind": "status", "status": 503}]""", "200 503 206")]
    [InlineData("""[{"on": "file", "kind": "truncate", "bytes": 100000}, {"on": "file", "kind": "expire-links"}]""", "200 403 206")]
    [InlineData("""[{"on": "file", "kind": "truncate", "bytes": 100000}, {"on": "file", "kind": "no-range"}]""", "200 200")]
    [InlineData("""[{"on": "file", "kind": "truncate", "bytes": 100000}, {"on": "file", "kind": "change"}]""", "200 200")]
    [InlineData("""[{"on": "file", "kind": "truncate", "bytes": 100000}, {"on": "file", "kind": "truncate", "bytes": 50000}, {"on": "file", "kind": "change"}]""", "200 206 200")]
    public async Task An_interrupted_transfer_is_completed(string faults, string statuses)
    {
        await using Service service = await Service.StartAsync(faults, options => options.FileBytes = Size);
        VideoTask task = await service.SucceededAsync();

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, task, _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal(
            statuses, string.Join(' ', service.FileRequests.Select(request => request.Status is { } status ? $"{status}" : "-")));
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Only_the_missing_bytes_of_the_same_version_are_requested()
    {
        byte[] video = Mp4.OfSize(1000);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], "ETag: \"v1\""),
            Part(video, 400, 700, "\"v1\""),
            Part(video, 700, 1000, "\"v1\""));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal([null, "bytes=400-", "bytes=700-"], host.Files.Requests.Select(request => request["Range"]));
        Assert.Equal([null, "\"v1\"", "\"v1\""], host.Files.Requests.Select(request => request["If-Range"]));
    }

    [Theory]
    [InlineData("X-ETag: none")]
    [InlineData("ETag: W/\"v1\"")]
    public async Task Without_a_strong_entity_tag_the_transfer_starts_again(string header)
    {
        byte[] video = Mp4.OfSize(1000);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], header),
            ScriptedResponse.Of(200, "video/mp4", video, header));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.All(host.Files.Requests, request => Assert.Null(request["Range"]));
    }

    [Theory]
    [InlineData(300, "\"v1\"")]
    [InlineData(500, "\"v1\"")]
    [InlineData(400, "\"v2\"")]
    [InlineData(400, null)]
    public async Task A_part_of_another_range_or_version_is_not_appended(int from, string? tag)
    {
        byte[] old = Mp4.OfSize(1000);
        byte[] video = Mp4.OfSize(1200);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", old[..400], "ETag: \"v1\""),
            Part(video, from, 1200, tag),
            ScriptedResponse.Of(200, "video/mp4", video, "ETag: \"v2\""));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal([null, "bytes=400-", null], host.Files.Requests.Select(request => request["Range"]));
    }

    [Fact]
    public async Task A_range_beyond_the_end_starts_again()
    {
        byte[] video = Mp4.OfSize(300);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", Mp4.OfSize(1000)[..400], "ETag: \"v1\""),
            ScriptedResponse.Json(416, "", "Content-Range: bytes */300"),
            ScriptedResponse.Of(200, "video/mp4", video));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_chunked_transfer_ends_with_the_last_chunk()
    {
        byte[] video = Mp4.OfSize(0x123);
        const string head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n";
        byte[] chunk = [.. "123\r\n"u8, .. video, .. "\r\n"u8];
        await using FileHost host = FileHost.Start(
            new ScriptedResponse([.. ScriptedResponse.Raw(head).Bytes, .. chunk]),
            new ScriptedResponse([.. ScriptedResponse.Raw(head).Bytes, .. chunk, .. "0\r\n\r\n"u8]));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(2, host.Files.Requests.Count);
        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    private static ScriptedResponse Part(byte[] file, int from, int to, string? tag) => ScriptedResponse.Of(
        206,
        "video/mp4",
        file[from..to],
        $"Content-Range: bytes {from}-{to - 1}/{file.Length}",
        tag is null ? "X-ETag: none" : "ETag: " + tag);
}
