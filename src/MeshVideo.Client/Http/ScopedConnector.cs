#if NET
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>
/// Connects only to addresses up to a scope. The address of the actual connection is checked, so that a host name cannot resolve
/// to a different address after the check. The address of a proxy is not checked, because the user chose it.
/// </summary>
internal sealed class ScopedConnector(HttpHandlerPool handlers, NetworkScope scope)
{
    /// <summary>Connects to a host.</summary>
    /// <exception cref="ScopeRefusedException">All addresses of the host are nearer than the scope.</exception>
    /// <exception cref="SocketException">The host cannot be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = context.InitialRequestMessage;
        bool isToProxy = request.Method == HttpMethod.Connect || handlers.GetRoute(request.RequestUri!) is not null;
        IPAddress[] addresses = await NetworkAddress.ResolveAsync(context.DnsEndPoint.Host, cancellationToken)
            .ConfigureAwait(false);
        IPAddress[] allowed = isToProxy ? addresses : [.. addresses.Where(address => NetworkAddress.GetScope(address) <= scope)];
        if (allowed.Length == 0)
        {
            throw addresses.Length > 0
                ? new ScopeRefusedException(addresses.MinBy(NetworkAddress.GetScope)!)
                : new SocketException((int)SocketError.HostNotFound);
        }

        Socket connected = await TcpConnection.OpenAsync(
            socket => socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken)).ConfigureAwait(false);
        return new NetworkStream(connected, ownsSocket: true);
    }
}
#endif
