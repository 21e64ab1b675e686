using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Requests;
using MeshVideo.Simulator.Tests.Support;
using MeshVideo.Simulator.Validation;
using Xunit;

namespace MeshVideo.Simulator.Tests.Files;

public sealed class FileTests
{
    [Fact]
    public async Task A_video_is_what_was_asked_for()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text();
        (body["resolution"], body["ratio"], body["duration"]) = ("480p", "9:16", 6);
        Reply reply = await service.GetAsync((await service.VideoAsync(body)).AbsoluteUri, service.Anonymous);

        Assert.Equal(200, reply.Status);
        Assert.Equal("video/mp4", reply.ContentType);
        Assert.Equal("bytes", reply.Header("Accept-Ranges"));
        Assert.NotNull(reply.Message.Headers.ETag);
        Assert.NotNull(reply.Message.Content.Headers.LastModified);
        Assert.Equal(reply.Bytes.Length, reply.Message.Content.Headers.ContentLength);
        Mp4File file = new(reply.Bytes);
        Assert.Equal((496, 864), (file.U16("moov/trak/tkhd", 76), file.U16("moov/trak/tkhd", 80)));
        Assert.Equal(6u, file.U32("moov/mvhd", 16) / file.U32("moov/mvhd", 12));
    }

    [Fact]
    public async Task The_last_frame_comes_when_it_was_asked_for()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text();
        body["return_last_frame"] = true;
        JsonObject task = await service.MakeAsync(body);
        Reply reply = await service.GetAsync((string)task["content"]!["last_frame_url"]!, service.Anonymous);
        Assert.Equal("image/png", reply.ContentType);
        Assert.Equal((1280, 720), ImageHeader.ReadSize("png", reply.Bytes));
    }

    [Fact]
    public async Task HEAD_tells_all_but_the_content()
    {
        await using Service service = await Service.StartAsync();
        Uri link = await service.VideoAsync();
        Reply whole = await service.GetAsync(link.AbsoluteUri, service.Anonymous);
        using HttpRequestMessage head = new(HttpMethod.Head, link);
        Reply reply = await Reply.OfAsync(service.Anonymous.SendAsync(head));
        Assert.Equal(200, reply.Status);
        Assert.Empty(reply.Bytes);
        Assert.Equal(whole.Bytes.Length, reply.Message.Content.Headers.ContentLength);
        Assert.Equal(whole.Message.Headers.ETag, reply.Message.Headers.ETag);
    }

    [Fact]
    public async Task An_Authorization_header_is_refused_and_logged()
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.GetAsync((await service.VideoAsync()).AbsoluteUri, service.Client);
        Assert.Equal(400, reply.Status);
        Assert.Equal("application/xml", reply.ContentType);
        Assert.True(service.Host.Requests.All.Single(request => request.Port == ServerPort.File).HasAuthorization);
    }

    [Theory]
    [InlineData("signature=", "signature=x")]
    [InlineData("expires=", "expires=9")]
    [InlineData("?", "#")]
    public async Task A_link_that_was_tampered_with_is_403(string part, string replacement)
    {
        await using Service service = await Service.StartAsync();
        string link = (await service.VideoAsync()).AbsoluteUri.Replace(part, replacement, StringComparison.Ordinal);
        Reply reply = await service.GetAsync(link, service.Anonymous);
        Assert.Equal(403, reply.Status);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_expires()
    {
        await using Service service = await Service.StartAsync(options => options.LinkSeconds = 0);
        Reply reply = await service.GetAsync((await service.VideoAsync()).AbsoluteUri, service.Anonymous);
        Assert.Equal(403, reply.Status);
        Assert.Contains("Request has expired", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fast_clock_shortens_the_life_of_a_link()
    {
        await using Service service = await Service.StartAsync(options => (options.LinkSeconds, options.Speed) = (3600, 10));
        Uri link = await service.VideoAsync();
        long milliseconds = long.Parse(link.Query.Split('=', '&')[1], CultureInfo.InvariantCulture);
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(360));
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 3600);
        string[] paths = [$"/files/{await service.CreateAsync()}/video.mp4", "/files/none/video.mp4", "/"];
        foreach (string path in paths)
        {
            Reply reply = await service.GetAsync(new Uri(service.Host.FileBaseUri, path).AbsoluteUri, service.Anonymous);
            Assert.Equal((404, "application/xml"), (reply.Status, reply.ContentType));
        }
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=100-299", 100, 200)]
    [InlineData("bytes=100-", 100, -1)]
    [InlineData("bytes=100-99999999", 100, -1)]
    [InlineData("bytes=-50", -50, 50)]
    [InlineData("bytes=-99999999", 0, -1)]
    public async Task A_range_is_a_part_of_the_whole(string range, int from, int count)
    {
        await using Service service = await Service.StartAsync();
        Uri link = await service.VideoAsync();
        byte[] whole = (await service.GetAsync(link.AbsoluteUri, service.Anonymous)).Bytes;
        int start = from < 0 ? whole.Length + from : from;
        int end = count < 0 ? whole.Length : start + count;

        Reply reply = await RangeAsync(service, link, range);
        Assert.Equal(206, reply.Status);
        Assert.Equal(whole[start..end], reply.Bytes);
        Assert.Equal($"bytes {start}-{end - 1}/{whole.Length}", reply.Header("Content-Range"));
    }

    [Theory]
    [InlineData("bytes=99999999-", 416)]
    [InlineData("bytes=-0", 416)]
    [InlineData("bytes=0-1,5-6", 200)]
    [InlineData("lines=0-1", 200)]
    [InlineData("bytes=9-1", 200)]
    [InlineData("nonsense", 200)]
    public async Task Other_ranges_are_unsatisfiable_or_ignored(string range, int status)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await RangeAsync(service, await service.VideoAsync(), range);
        Assert.Equal(status, reply.Status);
        if (status == 416)
        {
            Assert.StartsWith("bytes */", reply.Header("Content-Range"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task If_Range_guards_against_a_file_that_has_changed()
    {
        await using Service service = await Service.StartAsync();
        Uri link = await service.VideoAsync();
        Reply whole = await service.GetAsync(link.AbsoluteUri, service.Anonymous);
        (string tag, string modified) = (whole.Header("ETag")!, whole.Header("Last-Modified")!);

        Assert.Equal(206, (await RangeAsync(service, link, "bytes=5-9", tag)).Status);
        Assert.Equal(206, (await RangeAsync(service, link, "bytes=5-9", modified)).Status);
        Assert.Equal(200, (await RangeAsync(service, link, "bytes=5-9", "\"other\"")).Status);
        Assert.Equal(200, (await RangeAsync(service, link, "bytes=5-9", "W/" + tag)).Status);
        Assert.Equal(200, (await RangeAsync(service, link, "bytes=5-9", "Tue, 15 Nov 1994 12:45:26 GMT")).Status);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1)]
    public async Task Padding_fills_a_file_up_and_stays_an_MP4(long least)
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = least);
        Uri link = await service.VideoAsync();
        Reply whole = await service.GetAsync(link.AbsoluteUri, service.Anonymous);
        Assert.Equal(least > 1 ? ["ftyp", "moov", "mdat", "free"] : ["ftyp", "moov", "mdat"], new Mp4File(whole.Bytes).Order);
        if (least > 1)
        {
            Assert.Equal(least, whole.Bytes.Length);
        }

        Reply part = await RangeAsync(service, link, $"bytes=1003-{whole.Bytes.Length - 2}");
        Assert.Equal(whole.Bytes[1003..^1], part.Bytes);
    }

    [Fact]
    public async Task A_file_of_many_gigabytes_takes_no_memory()
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = 20L << 30);
        Reply reply = await RangeAsync(service, await service.VideoAsync(), $"bytes={(20L << 30) - 5}-");
        Assert.Equal(206, reply.Status);
        Assert.Equal(5, reply.Bytes.Length);
    }

    private static async Task<Reply> RangeAsync(Service service, Uri link, string range, string? condition = null)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, link);
        message.Headers.TryAddWithoutValidation("Range", range);
        if (condition is not null)
        {
            message.Headers.IfRange = RangeConditionHeaderValue.Parse(condition);
        }

        return await Reply.OfAsync(service.Anonymous.SendAsync(message));
    }
}
