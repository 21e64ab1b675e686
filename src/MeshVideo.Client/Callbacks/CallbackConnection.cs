using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>One connection, and the one request that is read from it.</summary>
internal sealed class CallbackConnection : IDisposable
{
    /// <summary>For the whole request. The service itself gives up after ten seconds.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A sender that is refused may still be sending: cut off at once, it would not see the answer.</summary>
    private static readonly TimeSpan UnreadBodyTimeout = TimeSpan.FromSeconds(1);
    private const int MaximumUnreadBody = 4 * CallbackBody.MaximumLength;

    /// <summary>A hundred tasks may end at the same moment: their calls may come in before any is given up.</summary>
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilentConnectionTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _age = Stopwatch.StartNew();
    private readonly CancellationTokenSource _time = new();
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
        _reader = new RequestReader(_stream, _time.Token);
    }

    /// <summary>How long it may still be kept where others wait: the request of one that means it comes with the connection.</summary>
    public TimeSpan CalculateIdleTime => (_reader.HasData ? KeepAliveTimeout : SilentConnectionTimeout) - _age.Elapsed;

    /// <summary>Closes it, whatever goes on; does nothing the second time.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _time.Cancel();
            _time.Dispose();
            _stream.Dispose();
            _socket.Dispose();
        }
    }

    /// <summary>Reads the request and answers it.</summary>
    /// <returns>The id that it names, if it is a call that names one.</returns>
    public async Task<string?> ServeAsync()
    {
        _time.CancelAfter(RequestTimeout);
        string? id = null;
        int status;
        try
        {
            (status, id) = await ReceiveAsync().ConfigureAwait(false);
        }
        catch (HttpRequestRejectedException refusal)
        {
            status = refusal.Status;
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
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Who called did not wait for the answer; what he said counts all the same.
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

        using RequestBodyBuffer body = new(_reader, _largeBodies, _time.Token);
        if (head.IsChunked)
        {
            await body.ReadChunksAsync().ConfigureAwait(false);
        }
        else
        {
            await body.ReadAsync(head.ContentLength ?? 0).ConfigureAwait(false);
        }

        // Whatever it says: whether it is true is for the service to answer, not for the one who called.
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

    // So few bytes find room at once, whether or not anybody reads them.
    private Task WriteAsync(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return _stream.WriteAsync(bytes, CancellationToken.None).AsTask();
    }

    private async Task DrainAsync()
    {
        using CancellationTokenSource time = new(UnreadBodyTimeout);
        await new RequestReader(_stream, time.Token).SkipAsync(MaximumUnreadBody).ConfigureAwait(false);
    }
}
