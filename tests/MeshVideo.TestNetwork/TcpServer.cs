using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;

namespace MeshVideo.TestNetwork;

/// <summary>Serves each connection to a free port by itself.</summary>
internal abstract class TcpServer : IDisposable
{
    private readonly TcpListener _listener;

    protected TcpServer(IPAddress address)
    {
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    protected abstract Task ServeAsync(NetworkStream client);

    /// <summary>Connects to a server on this machine.</summary>
    protected static async Task<NetworkStream> ConnectAsync(IPAddress address, int port)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = ServeAndCloseAsync(await _listener.AcceptSocketAsync());
        }
    }

    private async Task ServeAndCloseAsync(Socket socket)
    {
        await using NetworkStream client = new(socket, ownsSocket: true);
        try
        {
            await ServeAsync(client);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            // The client has gone, or did not like the certificate.
        }
    }
}
