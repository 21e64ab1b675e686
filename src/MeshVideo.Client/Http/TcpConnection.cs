#if NET
using System;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Opens connections, which have no delay for small packets, like those of .NET's own HTTP handler.</summary>
internal static class TcpConnection
{
    /// <exception cref="SocketException">The host cannot be reached.</exception>
    public static async ValueTask<Socket> OpenAsync(Func<Socket, ValueTask> connect)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await connect(socket).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
#endif
