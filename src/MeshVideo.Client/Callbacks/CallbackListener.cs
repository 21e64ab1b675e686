using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Callbacks;

namespace MeshVideo;

/// <summary>
/// Listens for callbacks of the service, each of which names a task that may have ended. Anyone can connect, so the sizes, times
/// and numbers of requests are limited, and only the id is used.
/// </summary>
/// <remarks>
/// HttpListener is not used because it keeps connections without a complete header indefinitely, accepts any number of them,
/// rejects requests through a tunnel (they contain the host name of the tunnel), and requires a URL reservation on Windows.
/// </remarks>
public sealed class CallbackListener : IDisposable
{
    /// <summary>The interval of polls for a task with a callback, because a callback can fail to arrive.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(60);

    private const int Backlog = 4096;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly ListenAddress _address;
    private readonly Action<string> _onCallback;
    private readonly IReadOnlyList<Socket> _sockets;
    private readonly ConnectionLimiter _connections = new();
    private readonly CancellationTokenRegistration _cancellation;
    private volatile bool _isClosed;

    private CallbackListener(
        ListenAddress address, IReadOnlyList<Socket> sockets, Action<string> onCallback, CancellationToken cancellationToken)
    {
        _address = address;
        _sockets = sockets;
        _onCallback = onCallback;
        Address = new UriBuilder(address.Uri) { Port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port }.Uri;
        foreach (Socket socket in sockets)
        {
            // AcceptAsync can complete synchronously and must not block the caller.
            _ = Task.Run(() => AcceptAsync(socket), CancellationToken.None);
        }

        _cancellation = cancellationToken.Register(Close);
    }

    /// <summary>Gets the address, with the actual port if port 0 was requested.</summary>
    public Uri Address { get; }

    /// <summary>
    /// Gets whether the address is not a loopback address, so that other machines can connect unless a firewall prevents it.
    /// </summary>
    public bool IsReachableFromOtherMachines => _address.IsReachableFromOtherMachines;

    /// <summary>Starts to listen.</summary>
    /// <param name="address">
    /// An http address of this machine, such as <c>http://127.0.0.1:8085/mesh/</c>. Use 0.0.0.0 or [::] for all addresses.
    /// Requests to the path and to paths below it are accepted, regardless of their host name.
    /// </param>
    /// <param name="onCallback">Called with the id of each callback, from any thread. The id is not verified.</param>
    /// <param name="cancellationToken">Stops the listener.</param>
    /// <returns>The listener. Disposing it closes the port immediately.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.ListenFailed"/>: the address is in use, not permitted or not valid.
    /// </exception>
    public static CallbackListener Start(Uri address, Action<string> onCallback, CancellationToken cancellationToken = default)
    {
        ListenAddress listenAddress = ListenAddress.Parse(address ?? throw new ArgumentNullException(nameof(address)));
        return new CallbackListener(
            listenAddress,
            listenAddress.Bind(Backlog),
            onCallback ?? throw new ArgumentNullException(nameof(onCallback)),
            cancellationToken);
    }

    /// <summary>Closes the port and all connections.</summary>
    public void Dispose()
    {
        _cancellation.Dispose();
        Close();
    }

    private void Close()
    {
        _isClosed = true;
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }

        _connections.CloseAll();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_isClosed)
        {
            try
            {
                CallbackConnection connection = new(
                    await listener.AcceptAsync().ConfigureAwait(false), _address, _connections.LargeBodies);
                await _connections.EnterAsync(connection).ConfigureAwait(false);
                _ = ServeAsync(connection);
                if (_isClosed)
                {
                    _connections.CloseAll();
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client disconnected before it was accepted, or the system is out of sockets for the moment.
                await Task.Delay(AcceptPause).ConfigureAwait(false);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A request must not be able to end anything but its own connection.")]
    private async Task ServeAsync(CallbackConnection connection)
    {
        try
        {
            if (await connection.ServeAsync().ConfigureAwait(false) is { } id && !_isClosed)
            {
                _onCallback(id);
            }
        }
        catch (Exception)
        {
            // The connection was closed by this machine or by the sender.
        }
        finally
        {
            _connections.Remove(connection);
        }
    }
}
