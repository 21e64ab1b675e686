using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Support;

/// <summary>A server on a free port of this machine that serves each connection on its own.</summary>
internal abstract class TcpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    protected TcpServer()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
    }

    public Uri Address { get; }

    /// <summary>Canceled when the test is over.</summary>
    protected CancellationToken StopToken => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        _stop.Dispose();
    }

    /// <summary>Accepts connections from now on.</summary>
    protected async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeUntilClosedAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>Serves a connection. The client may close it at any time.</summary>
    protected abstract Task ServeAsync(Socket socket, NetworkStream stream);

    private async Task ServeUntilClosedAsync(Socket socket)
    {
        await using NetworkStream stream = new(socket, ownsSocket: true);
        try
        {
            await ServeAsync(socket, stream);
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }
}
