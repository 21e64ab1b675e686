using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>What the listener answers, and which ids it hands on.</summary>
public sealed class CallbackListenerTests : IDisposable
{
    private readonly CallbackFixture _calls = new();

    public void Dispose() => _calls.Dispose();

    [Theory]
    [InlineData("""{"id": "cgt-1", "status": "succeeded"}""", "cgt-1")]
    [InlineData("", null)]
    [InlineData("no json", null)]
    [InlineData("[[[[[[", null)]
    public async Task A_post_is_accepted_whatever_is_in_it(string body, string? id)
    {
        Assert.Equal(HttpStatusCode.Accepted, await _calls.PostAsync("/mesh/", body));
        await _calls.AssertReportedAsync(id);
    }

    [Theory]
    [InlineData("/mesh", 202)]
    [InlineData("/mesh/", 202)]
    [InlineData("/mesh/?x=1", 202)]
    [InlineData("/mesh/and/more", 202)]
    [InlineData("/", 404)]
    [InlineData("/meshes", 404)]
    [InlineData("/MESH/", 404)]
    [InlineData("/x/mesh/", 404)]
    public async Task Only_the_path_and_what_is_below_it_counts(string path, int status)
    {
        Assert.Equal(status, (int)await _calls.PostAsync(path, """{"id": "cgt-1"}"""));
        await _calls.AssertReportedAsync(status == 202 ? "cgt-1" : null);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task Any_other_method_is_not_allowed(string method)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), _calls.At("/mesh/"));
        using HttpResponseMessage response = await _calls.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", Assert.Single(response.Content.Headers.Allow));
    }

    [Fact]
    public async Task A_tunnel_may_name_any_host()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _calls.At("/mesh/"))
        {
            Content = new StringContent("""{"id": "cgt-1"}"""),
            Headers = { Host = "abc.tunnel.example" },
        };
        using HttpResponseMessage response = await _calls.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await _calls.AssertReportedAsync("cgt-1");
    }

    [Theory]
    [InlineData("POST /mesh/ HTTP/1.0\r\nContent-Length: 13\r\n\r\n{\"id\": \"c-1\"}", 202, "c-1")]
    [InlineData("POST http://h.example/mesh/ HTTP/1.1\r\nContent-Length: 13\r\n\r\n{\"id\": \"c-1\"}", 202, "c-1")]
    [InlineData("POST /mesh/ HTTP/1.1\nContent-length:13\n\n{\"id\": \"c-1\"}", 202, "c-1")]
    [InlineData("POST /mesh/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n6;x=y\r\n{\"id\":\r\n7\r\n \"c-1\"}\r\n0\r\n\r\n", 202, "c-1")]
    [InlineData("POST /mesh/ HTTP/1.1\r\n\r\n", 202, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n\r\n", 413, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n", 413, null)]
    [InlineData("POST /mesh/ HTTP/1.1\r\nno colon\r\n\r\n", 400, null)]
    [InlineData("\r\n\r\n", 400, null)]
    [InlineData("hello\r\n", 400, null)]
    [InlineData("POST /mesh/ HTTP/2.0\r\n\r\n", 400, null)]
    public async Task Raw_requests_are_taken_as_HTTP_has_them(string request, int status, string? id)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", await _calls.SendRawAsync(request), StringComparison.Ordinal);
        await _calls.AssertReportedAsync(id);
    }

    [Fact]
    public async Task A_sender_that_asks_first_is_told_to_go_on()
    {
        string response = await _calls.SendRawAsync(
            "POST /mesh/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 13\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "{\"id\": \"c-1\"}");

        Assert.StartsWith("HTTP/1.1 202 ", response, StringComparison.Ordinal);
        await _calls.AssertReportedAsync("c-1");
    }

    [Fact]
    public async Task A_body_as_large_as_allowed_is_read_and_a_larger_one_is_not()
    {
        string start = "{\"id\": \"cgt-1\", \"x\": \"";
        string fits = start + new string('x', CallbackBody.MaximumLength - start.Length - 2) + "\"}";

        Assert.Equal(HttpStatusCode.Accepted, await _calls.PostAsync("/mesh/", fits));
        await _calls.AssertReportedAsync("cgt-1");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await _calls.PostAsync("/mesh/", fits + " "));
        await _calls.AssertReportedAsync(null);
    }

    [Fact]
    public async Task A_head_without_end_is_cut()
    {
        string response = await _calls.SendRawAsync(
            "POST /mesh/ HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X-Filler: " + new string('x', 1000) + "\r\n", 20)));

        Assert.StartsWith("HTTP/1.1 431 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_does_not_come_to_its_end_is_given_up()
    {
        string[] answers = await Task.WhenAll(
            _calls.SendRawAsync(""),
            _calls.SendRawAsync("POST /mesh/ HT"),
            _calls.SendRawAsync("POST /mesh/ HTTP/1.1\r\nContent-Length: 10\r\n\r\n{"));

        Assert.All(answers, response => Assert.StartsWith("HTTP/1.1 408 ", response, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_counts_though_the_caller_does_not_wait_for_the_answer()
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, _calls.Listener.Address.Port);
        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        await client.Client.SendAsync(
            Encoding.ASCII.GetBytes("POST /mesh/ HTTP/1.1\r\nContent-Length: 13\r\n\r\n{\"id\": \"c-1\"}"));
        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal("c-1", await _calls.NextAsync());
    }

    [Fact]
    public async Task Slow_callers_keep_nobody_out()
    {
        List<TcpClient> slow = [];
        try
        {
            for (int i = 0; i < 400; i++)
            {
                TcpClient client = new();
                slow.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, _calls.Listener.Address.Port);
                await client.Client.SendAsync(Encoding.ASCII.GetBytes("POST /mesh/ HTTP/1.1\r\nX: "));
            }

            Assert.Equal(HttpStatusCode.Accepted, await _calls.PostAsync("/mesh/", """{"id": "cgt-1"}"""));
            await _calls.AssertReportedAsync("cgt-1");
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Many_calls_in_one_moment_are_all_heard()
    {
        string[] ids = [.. Enumerable.Range(1, 300).Select(number => "cgt-" + number.ToString(CultureInfo.InvariantCulture))];

        HttpStatusCode[] statuses = await Task.WhenAll(ids.Select(id => _calls.PostAsync("/mesh/", $$"""{"id": "{{id}}"}""")));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Accepted, status));
        List<string> heard = [];
        foreach (string _ in ids)
        {
            heard.Add(await _calls.NextAsync());
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stopping_closes_the_port_at_once_and_another_can_have_it()
    {
        Uri address = _calls.Listener.Address;
        using CancellationTokenSource cancellation = new();
        _calls.Listener.Dispose();
        using CallbackListener second = CallbackListener.Start(address, _ => { }, cancellation.Token);
        using TcpClient open = new();
        await open.ConnectAsync(IPAddress.Loopback, address.Port);

        await cancellation.CancelAsync();

        using TcpClient late = new();
        await Assert.ThrowsAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, address.Port));
        Assert.Equal(0, await EndAsync(open));
        using CallbackListener third = CallbackListener.Start(address, _ => { });
        Assert.Equal(address, third.Address);
    }

    private static async Task<int> EndAsync(TcpClient client)
    {
        try
        {
            return await client.Client.ReceiveAsync(new byte[1]).WaitAsync(Expect.Timeout);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
