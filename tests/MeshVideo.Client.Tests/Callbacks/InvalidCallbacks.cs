using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>
/// Requests as strangers send them, of every kind in turn. Those that are slow on purpose stay open until this is disposed.
/// </summary>
internal sealed class InvalidCallbacks(Uri address, string runningId) : IDisposable
{
    private const int HugeBody = 100 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly byte[] Filler = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
    private static readonly byte[] Chunk = [.. Encoding.ASCII.GetBytes($"{Filler.Length:x}\r\n"), .. Filler, .. "\r\n"u8];

    private readonly ConcurrentBag<TcpClient> _slow = [];

    /// <summary>Sends so many, some at a time.</summary>
    public Task SendAsync(int count) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = 32 },
        async (number, token) => await SendOneAsync(number, token));

    public void Dispose()
    {
        foreach (TcpClient client in _slow)
        {
            client.Dispose();
        }
    }

    private async Task SendOneAsync(int number, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Patience);
        TcpClient client = new();
        bool isSlow = number % 8 == 0;
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port, time.Token);
            NetworkStream stream = client.GetStream();
            if (isSlow)
            {
                _slow.Add(client);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {address.AbsolutePath} HTTP/1.1\r\nX-Slow: "), time.Token);
                return;
            }

            await SendAsync(stream, number, time.Token);
            await stream.CopyToAsync(Stream.Null, time.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Turned away, which is as it should be.
        }
        finally
        {
            if (!isSlow)
            {
                client.Dispose();
            }
        }
    }

    private Task SendAsync(NetworkStream stream, int number, CancellationToken token) => (number % 8) switch
    {
        1 => PostAsync(stream, "/somewhere/else", "{}", token),
        2 => SendHugeAsync(stream, $"Content-Length: {HugeBody}", Filler, token),
        3 => SendHugeAsync(stream, "Transfer-Encoding: chunked", Chunk, token),
        4 => PostAsync(stream, address.AbsolutePath, "{\"id\": \"cgt-1\", ", token),
        5 => PostAsync(stream, address.AbsolutePath, $$"""{"id": "cgt-forged-{{number}}", "status": "succeeded"}""", token),
        6 => PostAsync(
            stream,
            address.AbsolutePath,
            $$$"""{"id": "{{{runningId}}}", "status": "succeeded", "content": {"video_url": "https://forger.example/v.mp4"}}""",
            token),
        _ => stream.WriteAsync(Filler.AsMemory(0, 20_000), token).AsTask(),
    };

    private static Task PostAsync(NetworkStream stream, string path, string body, CancellationToken token) =>
        stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\n\r\n{body}"), token)
            .AsTask();

    private async Task SendHugeAsync(NetworkStream stream, string header, byte[] part, CancellationToken token)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {address.AbsolutePath} HTTP/1.1\r\n{header}\r\n\r\n"), token);
        for (int sent = 0; sent < HugeBody; sent += Filler.Length)
        {
            await stream.WriteAsync(part, token);
        }
    }
}
