using System;
using System.Buffers;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Http;

/// <summary>Sends a response, at the rate and up to the byte that a fault permits.</summary>
internal static class AnswerWriter
{
    private const int ChunkBytes = 64 << 10;
    private const int ThrottledChunksPerSecond = 10;

    public static async Task WriteAsync(Exchange exchange, Answer answer)
    {
        HttpResponse response = exchange.Context.Response;
        WriteHead(exchange, response, answer);
        if (HttpMethods.IsHead(exchange.Request.Method) || answer.BodyLength == 0)
        {
            return;
        }

        long cutAt = exchange.Fault is { Kind: FaultKind.Truncate or FaultKind.Stall, Bytes: var bytes }
            ? Math.Min(bytes, answer.BodyLength)
            : answer.BodyLength;
        int rate = exchange.Meets(FaultKind.Throttle) ? exchange.Fault!.BytesPerSecond : 0;

        await response.StartAsync(exchange.Aborted).ConfigureAwait(false);
        await WriteBodyAsync(exchange, answer, cutAt, rate).ConfigureAwait(false);
        await response.Body.FlushAsync(exchange.Aborted).ConfigureAwait(false);
        if (exchange.Meets(FaultKind.Stall) && cutAt < answer.BodyLength)
        {
            await Task.Delay(Timeout.Infinite, exchange.Aborted).ConfigureAwait(false);
        }
    }

    private static void WriteHead(Exchange exchange, HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentLength = answer.BodyLength;
        response.ContentType = answer.ContentType;
        response.Headers["X-Request-Id"] = exchange.RequestId;
        response.Headers.Date = exchange.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        // Kestrel does not close the connection if the body ends before its first byte.
        if (exchange.Meets(FaultKind.Truncate))
        {
            response.Headers.Connection = "close";
        }
    }

    private static async Task WriteBodyAsync(Exchange exchange, Answer answer, long count, int bytesPerSecond)
    {
        int chunk = bytesPerSecond > 0 ? Math.Clamp(bytesPerSecond / ThrottledChunksPerSecond, 1, ChunkBytes) : ChunkBytes;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(chunk);
        try
        {
            for (long sent = 0; sent < count;)
            {
                Memory<byte> part = buffer.AsMemory(0, (int)Math.Min(chunk, count - sent));
                if (bytesPerSecond > 0)
                {
                    TimeSpan pause = TimeSpan.FromSeconds((double)part.Length / bytesPerSecond);
                    await Task.Delay(pause, exchange.Aborted).ConfigureAwait(false);
                }

                answer.Content.Read(answer.Offset + sent, part.Span);
                await exchange.Context.Response.Body.WriteAsync(part, exchange.Aborted).ConfigureAwait(false);
                sent += part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
