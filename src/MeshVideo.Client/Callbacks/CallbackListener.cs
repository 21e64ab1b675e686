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
/// Listens for the service's calls, each of which names a task that may have ended. It is a receiver of small POSTs and nothing else,
/// open to anybody: what it reads, how long, and from how many at once is bounded, and all that it takes from a call is the id.
/// </summary>
/// <remarks>
/// HttpListener, which would be at hand, keeps a connection whose head does not end for ever, takes in any number of them, refuses the
/// calls that a tunnel brings (they name the tunnel's host), and needs a reservation on Windows.
/// </remarks>
public sealed class CallbackListener : IDisposable
{
    /// <summary>How often a task that is called about is looked at all the same: a call may never come.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(60);

    private const int Backlog = 4096;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly ListenAddress _address;
    private readonly Action<string> _onCall;
    private readonly IReadOnlyList<Socket> _sockets;
    private readonly ConnectionLimiter _connections = new();
    private readonly CancellationTokenRegistration _cancellation;
    private volatile bool _isClosed;

    private CallbackListener(ListenAddress address, IReadOnlyList<Socket> sockets, Action<string> onCall, CancellationToken cancellationToken)
    {
        _address = address;
        _sockets = sockets;
        _onCall = onCall;
        Address = new UriBuilder(address.Uri) { Port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port }.Uri;
        foreach (Socket socket in sockets)
        {
            // Not on the caller's thread, whatever a socket does at once.
            _ = Task.Run(() => AcceptAsync(socket), CancellationToken.None);
        }

        _cancellation = cancellationToken.Register(Close);
    }

    /// <summary>Where it listens; with the port that the system chose where 0 was asked for.</summary>
    public Uri Address { get; }

    /// <summary>Whether other machines can connect to it, as far as no firewall is in the way.</summary>
    public bool IsReachableFromOtherMachines => _address.IsReachableFromOtherMachines;

    /// <summary>Begins to listen.</summary>
    /// <param name="address">
    /// An http address of this machine: <c>http://127.0.0.1:8085/mesh/</c>. 0.0.0.0 or [::] stands for all of its addresses. Calls to the
    /// path, and to paths below it, are taken, whatever host they name.
    /// </param>
    /// <param name="onCall">Takes the id that a call names, from any thread. It may be anybody's invention.</param>
    /// <param name="cancellationToken">Closes the port.</param>
    /// <returns>The listener; disposing it closes the port at once.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.ListenFailed"/>: the address is taken, not permitted, or none.</exception>
    public static CallbackListener Start(Uri address, Action<string> onCall, CancellationToken cancellationToken = default)
    {
        ListenAddress listen = ListenAddress.Parse(address ?? throw new ArgumentNullException(nameof(address)));
        return new CallbackListener(listen, listen.Bind(Backlog), onCall ?? throw new ArgumentNullException(nameof(onCall)), cancellationToken);
    }

    /// <summary>Closes the port and every connection.</summary>
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

    private async Task AcceptAsync(Socket listening)
    {
        while (!_isClosed)
        {
            try
            {
                CallbackConnection connection = new(await listening.AcceptAsync().ConfigureAwait(false), _address, _connections.LargeBodies);
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
                // The one who called has gone already, or the system has no socket left just now.
                await Task.Delay(AcceptPause).ConfigureAwait(false);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A stranger's request must end nothing but its own connection, whatever is in it.")]
    private async Task ServeAsync(CallbackConnection connection)
    {
        try
        {
            if (await connection.ServeAsync().ConfigureAwait(false) is { } id && !_isClosed)
            {
                _onCall(id);
            }
        }
        catch (Exception)
        {
            // It was closed by us or by the one who called.
        }
        finally
        {
            _connections.Remove(connection);
        }
    }
}
