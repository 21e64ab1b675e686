using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Reads an API answer into memory, up to a bound.</summary>
internal static class BodyReader
{
    private const int ChunkSize = 16 * 1024;

    /// <returns>The body, and why it was cut short, if it was: what came may have the id of a task that is paid for.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidResponse"/>: larger than any answer of this service.</exception>
    public static async Task<(ArraySegment<byte> Body, Exception? Cut)> ReadAsync(HttpContent? content, int largest, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return (new ArraySegment<byte>([]), null);
        }

        if (content.Headers.ContentLength > largest)
        {
            throw CreateTooLargeException(largest);
        }

        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[(int)Math.Min(content.Headers.ContentLength + 1 ?? ChunkSize, ChunkSize)];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, largest + 1));
            }

            int read;
            try
            {
                read = await ReadAsync(stream, buffer, length, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                return (new ArraySegment<byte>(buffer, 0, length), exception);
            }

            if (read == 0)
            {
                return (new ArraySegment<byte>(buffer, 0, length), null);
            }

            length += read;
            if (length > largest)
            {
                throw CreateTooLargeException(largest);
            }
        }
    }

    private static MeshVideoException CreateTooLargeException(int largest) => new(
        MeshVideoErrorKind.InvalidResponse,
        $"The service's answer is larger than {largest / (1024 * 1024)} MB, which no answer of this service is. Check the base address and the proxy.");

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer.AsMemory(offset), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidResponse, "The service's answer is compressed, and its compression is broken. Check the base address and the proxy.", exception);
        }
    }
}
