using System;
using System.Buffers;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Http;

/// <summary>Sends a response, at the rate and up to the byte that a fault permits.</summary>
internal static class ResponseWriter
{
    private const int ChunkBytes = 64 << 10;
    private const int ThrottledChunksPerSecond = 10;

    public static async Task WriteAsync(Exchange exchange, Response response)
    {
        HttpResponse httpResponse = exchange.Context.Response;
        WriteHead(exchange, httpResponse, response);
        if (HttpMethods.IsHead(exchange.Request.Method) || response.BodyLength == 0)
        {
            return;
        }

        long lastByte = exchange.Fault is { Kind: FaultKind.Truncate or FaultKind.Stall, Bytes: var bytes }
            ? Math.Min(bytes, response.BodyLength)
            : response.BodyLength;
        int rate = exchange.HasFault(FaultKind.Throttle) ? exchange.Fault!.BytesPerSecond : 0;

        await httpResponse.StartAsync(exchange.Aborted).ConfigureAwait(false);
        await WriteBodyAsync(exchange, response, lastByte, rate).ConfigureAwait(false);
        await httpResponse.Body.FlushAsync(exchange.Aborted).ConfigureAwait(false);
        if (exchange.HasFault(FaultKind.Stall) && lastByte < response.BodyLength)
        {
            await Task.Delay(Timeout.Infinite, exchange.Aborted).ConfigureAwait(false);
        }
    }

    private static void WriteHead(Exchange exchange, HttpResponse httpResponse, Response response)
    {
        httpResponse.StatusCode = response.Status;
        httpResponse.ContentLength = response.BodyLength;
        httpResponse.ContentType = response.ContentType;
        httpResponse.Headers["X-Request-Id"] = exchange.RequestId;
        httpResponse.Headers.Date = exchange.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in response.Headers)
        {
            httpResponse.Headers[name] = value;
        }

        // Kestrel does not close the connection if the body ends before its first byte.
        if (exchange.HasFault(FaultKind.Truncate))
        {
            httpResponse.Headers.Connection = "close";
        }
    }

    private static async Task WriteBodyAsync(Exchange exchange, Response response, long count, int bytesPerSecond)
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

                response.Content.Read(response.Offset + sent, part.Span);
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
