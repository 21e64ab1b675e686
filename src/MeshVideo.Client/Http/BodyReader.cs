using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Reads the body of a response into memory, up to a maximum length.</summary>
internal static class BodyReader
{
    private const int ChunkSize = 16 * 1024;

    /// <returns>
    /// The body, and the error that ended it early, if any. The beginning of a body is kept, because it can contain the id of a
    /// task that is charged.
    /// </returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidResponse"/>: the body is too long or not valid.
    /// </exception>
    public static async Task<(ArraySegment<byte> Body, Exception? TruncationError)> ReadAsync(
        HttpContent content, int maximumLength, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maximumLength)
        {
            throw CreateTooLargeException(maximumLength);
        }

        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[(int)Math.Min(content.Headers.ContentLength + 1 ?? ChunkSize, ChunkSize)];
        int length = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length > maximumLength)
                {
                    throw CreateTooLargeException(maximumLength);
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maximumLength + 1));
                }
            }

            return (new ArraySegment<byte>(buffer, 0, length), null);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (new ArraySegment<byte>(buffer, 0, length), exception);
        }
        catch (InvalidDataException exception)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidResponse,
                "The response could not be decompressed. Check the base address and the proxy.",
                exception);
        }
    }

    private static MeshVideoException CreateTooLargeException(int maximumLength) => new(
        MeshVideoErrorKind.InvalidResponse,
        $"The response is larger than {maximumLength / (1024 * 1024)} MB. Check the base address and the proxy.");
}
