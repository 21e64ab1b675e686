using System;
using System.Net;
using System.Net.Sockets;

namespace MeshVideo.Client.Tests.Support;

/// <summary>
/// An address where nobody listens. It is held: a port that was let go could be another test's server by the time it is asked.
/// </summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri Address => new($"http://{_socket.LocalEndPoint}");

    public void Dispose() => _socket.Dispose();
}
