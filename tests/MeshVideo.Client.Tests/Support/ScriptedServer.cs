using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Support;

/// <summary>A server that keeps every byte it gets and answers whatever a test wants, one request a connection.</summary>
internal sealed class ScriptedServer : TcpServer
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Func<ReceivedRequest, Task<ScriptedResponse>> _answer;
    private int _count;

    private ScriptedServer(Func<ReceivedRequest, Task<ScriptedResponse>> response)
    {
        _answer = response;
        _ = AcceptAsync();
    }

    /// <summary>The requests so far, each entered when it is complete or cut.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Runs when the first byte of a request's body has come.</summary>
    public Func<ReceivedRequest, Task>? OnBody { get; set; }

    /// <summary>
    /// Whether it answers and closes the connection once it has a request's head, whatever of the body is on the way.
    /// </summary>
    public Predicate<ReceivedRequest> AnswersHead { get; set; } = _ => false;

    /// <summary>Whether it says 100 Continue to who asks for it.</summary>
    public bool SaysContinue { get; set; } = true;

    public static ScriptedServer Start(Func<ReceivedRequest, Task<ScriptedResponse>> response) => new(response);

    public static ScriptedServer Start(Func<ReceivedRequest, ScriptedResponse> response) =>
        new(request => Task.FromResult(response(request)));

    /// <summary>Answers each request with the next reply, and all further ones with the last.</summary>
    public static ScriptedServer Start(params ScriptedResponse[] replies) =>
        Start(request => replies[Math.Min(request.Number, replies.Length) - 1]);

    protected override async Task ServeAsync(Socket socket, NetworkStream stream)
    {
        ReceivedRequest request = new(Interlocked.Increment(ref _count), await ReadHeadAsync(stream));
        if (AnswersHead(request))
        {
            _requests.Enqueue(request);
            await stream.WriteAsync((await _answer(request)).Bytes, StopToken);
            return;
        }

        if (SaysContinue && request["Expect"] is not null)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), StopToken);
        }

        await ReadBodyAsync(stream, request);
        ScriptedResponse reply = await _answer(request);
        if (reply.IsReset)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            return;
        }

        await stream.WriteAsync(reply.Bytes, StopToken);
        socket.Shutdown(SocketShutdown.Send);

        // Closing with unread bytes would reset the connection, and the answer might be lost.
        await stream.CopyToAsync(Stream.Null, StopToken);
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < 4 || Encoding.Latin1.GetString([.. head[^4..]]) != "\r\n\r\n")
        {
            await stream.ReadExactlyAsync(one, StopToken);
            head.Add(one[0]);
        }

        return Encoding.Latin1.GetString([.. head[..^4]]);
    }

    private async Task ReadBodyAsync(NetworkStream stream, ReceivedRequest request)
    {
        try
        {
            byte[] body = new byte[int.Parse(request["Content-Length"] ?? "0", CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body.AsMemory(0, Math.Min(1, body.Length)), StopToken);
            await (OnBody?.Invoke(request) ?? Task.CompletedTask);
            await stream.ReadExactlyAsync(body.AsMemory(Math.Min(1, body.Length)), StopToken);
            request.Body = body;
            request.IsComplete = true;
        }
        finally
        {
            _requests.Enqueue(request);
        }
    }
}
