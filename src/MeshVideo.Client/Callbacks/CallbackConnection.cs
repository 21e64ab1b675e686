using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>Reads one request from a connection and responds to it.</summary>
internal sealed class CallbackConnection : IDisposable
{
    /// <summary>The timeout of the request. The service itself times out after ten seconds.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time to read and discard the rest of a rejected request. If the connection were closed while the sender is sending,
    /// the sender would not receive the response.
    /// </summary>
    private static readonly TimeSpan UnreadBodyTimeout = TimeSpan.FromSeconds(1);
    private const int MaximumUnreadBody = 4 * CallbackBody.MaximumLength;

    /// <summary>
    /// The time that a connection is kept while others wait. A hundred tasks can end at the same moment, and all their callbacks
    /// must arrive.
    /// </summary>
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilentConnectionTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _age = Stopwatch.StartNew();
    private readonly CancellationTokenSource _timeout = new();
    private readonly Socket _socket;
    private readonly ListenAddress _address;
    private readonly ConcurrencyLimiter _largeBodies;
    private readonly Stream _stream;
    private readonly RequestReader _reader;
    private int _isClosed;

    public CallbackConnection(Socket socket, ListenAddress address, ConcurrencyLimiter largeBodies)
    {
        _socket = socket;
        _address = address;
        _largeBodies = largeBodies;
        _stream = new NetworkStream(socket, ownsSocket: false);
        _reader = new RequestReader(_stream, _timeout.Token);
    }

    /// <summary>
    /// Gets how long to keep the connection while others wait. A legitimate sender sends its request immediately after
    /// connecting.
    /// </summary>
    public TimeSpan RemainingIdleTime => (_reader.HasData ? KeepAliveTimeout : SilentConnectionTimeout) - _age.Elapsed;

    /// <summary>Closes the connection and cancels its operations. Further calls have no effect.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _timeout.Cancel();
            _timeout.Dispose();
            _stream.Dispose();
            _socket.Dispose();
        }
    }

    /// <summary>Reads the request and responds to it.</summary>
    /// <returns>The id of the task; null if the request is not a callback with an id.</returns>
    public async Task<string?> ServeAsync()
    {
        _timeout.CancelAfter(RequestTimeout);
        string? id = null;
        int status;
        try
        {
            (status, id) = await ReceiveAsync().ConfigureAwait(false);
        }
        catch (HttpRequestRejectedException exception)
        {
            status = exception.StatusCode;
        }
        catch (OperationCanceledException)
        {
            status = 408;
        }

        try
        {
            await RespondAsync(status).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
            if (status != 202)
            {
                await DrainAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (
            exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The sender closed the connection before the response. The callback is valid nevertheless.
        }

        return id;
    }

    private async Task<(int Status, string? Id)> ReceiveAsync()
    {
        RequestHead head = await RequestHead.ReadAsync(_reader).ConfigureAwait(false);
        if (!_address.Matches(head.Target))
        {
            return (404, null);
        }

        if (head.Method != "POST")
        {
            return (405, null);
        }

        if (head.ContentLength > CallbackBody.MaximumLength)
        {
            return (413, null);
        }

        if (head.ExpectsContinue)
        {
            await WriteAsync("HTTP/1.1 100 Continue\r\n\r\n").ConfigureAwait(false);
        }

        using RequestBodyBuffer body = new(_reader, _largeBodies, _timeout.Token);
        if (head.IsChunked)
        {
            await body.ReadChunksAsync().ConfigureAwait(false);
        }
        else
        {
            await body.ReadAsync(head.ContentLength ?? 0).ConfigureAwait(false);
        }

        // Every body is accepted. Reading the task from the service verifies it.
        return (202, CallbackBody.GetId(body.Bytes));
    }

    private Task RespondAsync(int status)
    {
        string reason = status switch
        {
            202 => "Accepted",
            404 => "Not Found",
            405 => "Method Not Allowed\r\nAllow: POST",
            408 => "Request Timeout",
            413 => "Content Too Large",
            431 => "Request Header Fields Too Large",
            _ => "Bad Request",
        };
        return WriteAsync($"HTTP/1.1 {status} {reason}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    // The response fits into the send buffer, so that writing does not wait for the sender.
    private Task WriteAsync(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return _stream.WriteAsync(bytes, CancellationToken.None).AsTask();
    }

    private async Task DrainAsync()
    {
        using CancellationTokenSource timeout = new(UnreadBodyTimeout);
        await new RequestReader(_stream, timeout.Token).SkipAsync(MaximumUnreadBody).ConfigureAwait(false);
    }
}
