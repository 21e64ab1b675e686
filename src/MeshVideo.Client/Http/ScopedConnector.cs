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
/// Connects to addresses up to a scope alone. It is the address connected to that is checked, so that a name cannot lead elsewhere
/// between a check and the connection. To a proxy, which the user has chosen, it connects wherever that is.
/// </summary>
internal sealed class ScopedConnector(HttpHandlerPool handlers, NetworkScope scope)
{
    /// <summary>Connects.</summary>
    /// <exception cref="ScopeRefusedException">The host is nearer.</exception>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = context.InitialRequestMessage;
        bool isToProxy = request.Method == HttpMethod.Connect || handlers.GetProxy(request.RequestUri!) is not null;
        IPAddress[] addresses = await NetworkAddress.ResolveAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = isToProxy ? addresses : [.. addresses.Where(address => NetworkAddress.GetScope(address) <= scope)];
        if (addresses.Length > 0 && allowed.Length == 0)
        {
            throw new ScopeRefusedException(addresses.MinBy(NetworkAddress.GetScope)!);
        }

        SocketException fault = new((int)SocketError.HostNotFound);
        foreach (IPAddress address in allowed)
        {
            try
            {
                return await ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                fault = exception;
            }
        }

        throw fault;
    }

    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
#endif
