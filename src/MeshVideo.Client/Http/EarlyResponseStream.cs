#if NET
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>
/// A connection that keeps a response that arrives before the request was sent completely. A server that rejects a large body
/// responds and closes the connection. The next write fails although the response has arrived. So the error of a write is
/// reported only if there is no response to read.
/// </summary>
/// <remarks>.NET reads and writes a connection only by the two methods that are overridden here, also below TLS.</remarks>
internal sealed class EarlyResponseStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private IOException? _writeError;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_writeError is not null)
        {
            return;
        }

        try
        {
            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            _writeError = exception;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (_writeError is not null)
        {
            throw _writeError;
        }

        return read > 0 || buffer.IsEmpty || _writeError is null ? read : throw _writeError;
    }
}
#endif
