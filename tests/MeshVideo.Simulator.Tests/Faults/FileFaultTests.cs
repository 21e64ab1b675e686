using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Faults;

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
        await using Service service = await Service.StartAsync();
        string link = (await service.VideoAsync()).AbsoluteUri;
        service.Host.Faults.Add(fault);
        using HttpClient client = service.ClientFor("unused");
        client.DefaultRequestHeaders.Authorization = null;
        Reply spoilt = await service.GetAsync(link, client);
        Assert.Equal((status, type), (spoilt.Status, spoilt.ContentType));
        Assert.Equal("video/mp4", (await service.GetAsync(link, client)).ContentType);
    }

    [Fact]
    public async Task Not_ready_says_so()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"file","kind":"not-ready"}""");
        Reply reply = await service.GetAsync((await service.VideoAsync()).AbsoluteUri, service.Anonymous);
        Assert.Contains("<Code>video_not_ready</Code>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_stays_changed()
    {
        await using Service service = await Service.StartAsync();
        string link = (await service.VideoAsync()).AbsoluteUri;
        Reply before = await service.GetAsync(link, service.Anonymous);
        service.Host.Faults.Add("""{"on":"file","kind":"change"}""");
        (Reply changed, Reply after) =
            (await service.GetAsync(link, service.Anonymous), await service.GetAsync(link, service.Anonymous));
        Assert.NotEqual(before.Header("ETag"), changed.Header("ETag"));
        Assert.NotEqual(before.Bytes, changed.Bytes);
        Assert.Equal(changed.Header("ETag"), after.Header("ETag"));
        Assert.Equal(changed.Bytes, after.Bytes);
    }

    [Fact]
    public async Task Range_can_be_ignored()
    {
        await using Service service = await Service.StartAsync();
        Uri link = await service.VideoAsync();
        service.Host.Faults.Add("""{"on":"file","kind":"no-range"}""");
        using HttpRequestMessage message = new(HttpMethod.Get, link) { Headers = { Range = new(5, 9) } };
        Assert.Equal(200, (await Reply.OfAsync(service.Anonymous.SendAsync(message))).Status);
    }

    [Fact]
    public async Task A_truncated_file_breaks_off()
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = 1 << 20);
        Uri link = await service.VideoAsync();
        service.Host.Faults.Add("""{"on":"file","kind":"truncate","bytes":200000}""");
        using HttpResponseMessage response = await service.Anonymous.GetAsync(link, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(1 << 20, response.Content.Headers.ContentLength);
        using Stream body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[200000]);
        await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task A_throttled_file_takes_its_time()
    {
        await using Service service = await Service.StartAsync();
        string link = (await service.VideoAsync()).AbsoluteUri;
        Reply whole = await service.GetAsync(link, service.Anonymous);
        service.Host.Faults.Add($$"""{"on":"file","kind":"throttle","bytesPerSecond":{{whole.Bytes.Length * 4}}}""");
        long started = Stopwatch.GetTimestamp();
        Reply slow = await service.GetAsync(link, service.Anonymous);
        Assert.Equal(whole.Bytes, slow.Bytes);
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(200));
    }
}
