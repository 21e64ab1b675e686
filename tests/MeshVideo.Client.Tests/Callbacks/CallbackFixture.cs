using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
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

/// <summary>A listener at /mesh/ of a free port, with the ids that it handed on.</summary>
internal sealed class CallbackFixture : IDisposable
{
    private const string Last = "the-last";

    private readonly ConcurrentQueue<string> _ids = new();
    private readonly SemaphoreSlim _came = new(0);

    public CallbackFixture()
    {
        Listener = CallbackListener.Start(new Uri("http://127.0.0.1:0/mesh/"), id =>
        {
            _ids.Enqueue(id);
            _came.Release();
        });
    }

    public CallbackListener Listener { get; }

    public HttpClient Http { get; } = new() { Timeout = Expect.Timeout };

    public Uri At(string path) => new(Listener.Address, path);

    public async Task<HttpStatusCode> PostAsync(string path, string body)
    {
        using HttpResponseMessage response = await Http.PostAsync(
            At(path), new StringContent(body, Encoding.UTF8, "application/json"));
        return response.StatusCode;
    }

    /// <summary>The next id.</summary>
    public async Task<string> NextAsync()
    {
        Assert.True(await _came.WaitAsync(Expect.Timeout));
        Assert.True(_ids.TryDequeue(out string? id));
        return id;
    }

    /// <summary>Asserts which id the one call before named; null if it named none.</summary>
    public async Task AssertReportedAsync(string? id)
    {
        await PostAsync("/mesh/", $$"""{"id": "{{Last}}"}""");
        List<string> ids = [await NextAsync()];
        if (id is not null)
        {
            // Connections are served at the same time, so that either call may be reported first.
            ids.Add(await NextAsync());
        }

        Assert.Equal(new[] { id, Last }.OfType<string>().Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    /// <summary>Sends as it is, and gives what is answered until the connection ends.</summary>
    public async Task<string> SendRawAsync(string request, string? interim = null, string? rest = null)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Listener.Address.Port);
        using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        if (interim is not null)
        {
            byte[] response = new byte[interim.Length];
            await stream.ReadExactlyAsync(response).AsTask().WaitAsync(Expect.Timeout);
            Assert.Equal(interim, Encoding.Latin1.GetString(response));
            await stream.WriteAsync(Encoding.Latin1.GetBytes(rest!));
        }

        using StreamReader reader = new(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(Expect.Timeout);
    }

    public void Dispose()
    {
        Listener.Dispose();
        Http.Dispose();
        _came.Dispose();
    }
}
