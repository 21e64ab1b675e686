using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>A server for thousands of exchanges: it keeps connections, and each case has its own part of the address.</summary>
internal sealed class HostileServer : TcpServer
{
    private readonly ConcurrentDictionary<string, Func<ReceivedRequest, HostileResponse>> _cases = new(StringComparer.Ordinal);
    private int _count;

    public HostileServer()
    {
        _ = AcceptAsync();
    }

    /// <summary>Adds a case.</summary>
    /// <returns>Its address.</returns>
    public Uri Add(FuzzCase fuzz, Func<ReceivedRequest, HostileResponse> response)
    {
        string part = fuzz.Number.ToString(CultureInfo.InvariantCulture);
        _cases[part] = response;
        return new Uri(Address, "/" + part + "/");
    }

    public void Remove(FuzzCase fuzz) => _cases.TryRemove(fuzz.Number.ToString(CultureInfo.InvariantCulture), out _);

    protected override async Task ServeAsync(Socket socket, NetworkStream network)
    {
        await using BufferedStream stream = new(network, 64 * 1024);
        HostileResponse response;
        do
        {
            ReceivedRequest request = await ReadAsync(stream);
            response = _cases.TryGetValue(request.Target.Split('/')[1], out Func<ReceivedRequest, HostileResponse>? answers)
                ? answers(request)
                : HostileResponse.Json(404, "{}");
            await SendAsync(network, response);
        }
        while (response.KeepsConnection);

        socket.Shutdown(SocketShutdown.Send);

        // Closing with unread bytes would reset the connection, and the answer might be lost.
        await network.CopyToAsync(Stream.Null, StopToken);
    }

    private async Task SendAsync(NetworkStream network, HostileResponse response)
    {
        await network.WriteAsync(response.Bytes, StopToken);
        while (response.Forever.Length > 0)
        {
            await network.WriteAsync(response.Forever, StopToken);
        }

        if (response.NeverEnds)
        {
            await network.CopyToAsync(Stream.Null, StopToken);
            throw new IOException("The client has gone.");
        }
    }

    private async Task<ReceivedRequest> ReadAsync(BufferedStream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < 4 || head[^1] != '\n' || head[^2] != '\r' || head[^3] != '\n')
        {
            await stream.ReadExactlyAsync(one, StopToken);
            head.Add(one[0]);
        }

        ReceivedRequest request = new(Interlocked.Increment(ref _count), Encoding.Latin1.GetString([.. head[..^4]]));
        request.Body = new byte[int.Parse(request["Content-Length"] ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(request.Body, StopToken);
        request.IsComplete = true;
        return request;
    }
}
