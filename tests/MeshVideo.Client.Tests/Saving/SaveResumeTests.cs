using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>A transfer that breaks off goes on where it was, and never mixes two versions.</summary>
public sealed class SaveResumeTests : IDisposable
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
    public async Task A_broken_transfer_ends_in_the_whole_file(string faults, string statuses)
    {
        await using Service service = await Service.StartAsync(faults, options => options.FileBytes = Size);
        VideoTask task = await service.SucceededAsync();

        await new VideoSaver(new SaveOptions()).SaveAsync(service.Client, task, _folder["a.mp4"]).WaitAsync(Expect.Patience);

        Assert.Equal(statuses, string.Join(' ', service.FileRequests.Select(request => request.Status is { } status ? $"{status}" : "-")));
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Only_what_is_missing_of_the_same_version_is_asked_for()
    {
        byte[] video = Mp4.OfSize(1000);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], "ETag: \"v1\""),
            Part(video, 400, 700, "\"v1\""),
            Part(video, 700, 1000, "\"v1\""));

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal([null, "bytes=400-", "bytes=700-"], host.Files.Requests.Select(request => request["Range"]));
        Assert.Equal([null, "\"v1\"", "\"v1\""], host.Files.Requests.Select(request => request["If-Range"]));
    }

    [Theory]
    [InlineData("X-ETag: none")]
    [InlineData("ETag: W/\"v1\"")]
    public async Task Without_a_strong_tag_it_begins_anew(string header)
    {
        byte[] video = Mp4.OfSize(1000);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", video[..400], header), ScriptedResponse.Of(200, "video/mp4", video, header));

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.All(host.Files.Requests, request => Assert.Null(request["Range"]));
    }

    [Theory]
    [InlineData(300, "\"v1\"")]
    [InlineData(500, "\"v1\"")]
    [InlineData(400, "\"v2\"")]
    [InlineData(400, null)]
    public async Task A_part_that_does_not_belong_is_not_joined(int from, string? tag)
    {
        byte[] old = Mp4.OfSize(1000);
        byte[] video = Mp4.OfSize(1200);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", old[..400], "ETag: \"v1\""),
            Part(video, from, 1200, tag),
            ScriptedResponse.Of(200, "video/mp4", video, "ETag: \"v2\""));

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal([null, "bytes=400-", null], host.Files.Requests.Select(request => request["Range"]));
    }

    [Fact]
    public async Task A_range_beyond_the_end_begins_anew()
    {
        byte[] video = Mp4.OfSize(300);
        await using FileHost host = FileHost.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", Mp4.OfSize(1000)[..400], "ETag: \"v1\""),
            ScriptedResponse.Json(416, "", "Content-Range: bytes */300"),
            ScriptedResponse.Of(200, "video/mp4", video));

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_transfer_without_a_length_ends_where_the_host_says()
    {
        byte[] video = Mp4.OfSize(0x123);
        const string head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n";
        byte[] chunk = [.. "123\r\n"u8, .. video, .. "\r\n"u8];
        await using FileHost host = FileHost.Start(
            new ScriptedResponse([.. ScriptedResponse.Raw(head).Bytes, .. chunk]), new ScriptedResponse([.. ScriptedResponse.Raw(head).Bytes, .. chunk, .. "0\r\n\r\n"u8]));

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(2, host.Files.Requests.Count);
        Assert.Equal(video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    private static ScriptedResponse Part(byte[] file, int from, int to, string? tag) => ScriptedResponse.Of(
        206, "video/mp4", file[from..to], $"Content-Range: bytes {from}-{to - 1}/{file.Length}", tag is null ? "X-ETag: none" : "ETag: " + tag);
}
