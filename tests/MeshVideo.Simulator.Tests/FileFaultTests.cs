using System;
using System.Diagnostics;
using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests;

public sealed class FileFaultTests
{
    [Theory]
    [InlineData("""{"on":"file","kind":"status","status":503}""", 503, "application/xml")]
    [InlineData("""{"on":"file","kind":"not-ready"}""", 400, "application/xml")]
    [InlineData("""{"on":"file","kind":"expire-links"}""", 403, "application/xml")]
    [InlineData("""{"on":"file","kind":"wrong-type"}""", 200, "text/html")]
    [InlineData("""{"on":"file","kind":"redirect","location":"/x"}""", 302, null)]
    public async Task One_request_is_spoilt_and_the_next_is_fine(string fault, int status, string? type)
    {
        await using var service = await Service.StartAsync();
        var link = (await service.VideoAsync()).AbsoluteUri;
        service.Host.Faults.Add(fault);
        using var client = service.ClientFor("unused");
        client.DefaultRequestHeaders.Authorization = null;
        var spoilt = await service.GetAsync(link, client);
        Assert.Equal((status, type), (spoilt.Status, spoilt.ContentType));
        Assert.Equal("video/mp4", (await service.GetAsync(link, client)).ContentType);
    }

    [Fact]
    public async Task Not_ready_says_so()
    {
        await using var service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"file","kind":"not-ready"}""");
        var reply = await service.GetAsync((await service.VideoAsync()).AbsoluteUri, service.Anonymous);
        Assert.Contains("<Code>video_not_ready</Code>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_stays_changed()
    {
        await using var service = await Service.StartAsync();
        var link = (await service.VideoAsync()).AbsoluteUri;
        var before = await service.GetAsync(link, service.Anonymous);
        service.Host.Faults.Add("""{"on":"file","kind":"change"}""");
        var (changed, after) = (await service.GetAsync(link, service.Anonymous), await service.GetAsync(link, service.Anonymous));
        Assert.NotEqual(before.Header("ETag"), changed.Header("ETag"));
        Assert.NotEqual(before.Bytes, changed.Bytes);
        Assert.Equal(changed.Header("ETag"), after.Header("ETag"));
        Assert.Equal(changed.Bytes, after.Bytes);
    }

    [Fact]
    public async Task Range_can_be_ignored()
    {
        await using var service = await Service.StartAsync();
        var link = await service.VideoAsync();
        service.Host.Faults.Add("""{"on":"file","kind":"no-range"}""");
        using var message = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new(5, 9) } };
        Assert.Equal(200, (await Reply.OfAsync(service.Anonymous.SendAsync(message))).Status);
    }

    [Fact]
    public async Task A_truncated_file_breaks_off()
    {
        await using var service = await Service.StartAsync(options => options.FileBytes = 1 << 20);
        var link = await service.VideoAsync();
        service.Host.Faults.Add("""{"on":"file","kind":"truncate","bytes":200000}""");
        using var response = await service.Anonymous.GetAsync(link, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(1 << 20, response.Content.Headers.ContentLength);
        using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[200000]);
        await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task A_throttled_file_takes_its_time()
    {
        await using var service = await Service.StartAsync();
        var link = (await service.VideoAsync()).AbsoluteUri;
        var whole = await service.GetAsync(link, service.Anonymous);
        service.Host.Faults.Add($$"""{"on":"file","kind":"throttle","bytesPerSecond":{{whole.Bytes.Length * 4}}}""");
        var started = Stopwatch.GetTimestamp();
        var slow = await service.GetAsync(link, service.Anonymous);
        Assert.Equal(whole.Bytes, slow.Bytes);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
    }
}
