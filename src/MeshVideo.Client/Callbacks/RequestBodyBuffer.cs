using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>
/// Reads a body into memory, up to a maximum length. The number of large bodies in memory at the same time is limited.
/// </summary>
internal sealed class RequestBodyBuffer(
    RequestReader reader, ConcurrencyLimiter largeBodies, CancellationToken cancellationToken) : IDisposable
{
    private const int MaximumSmallLength = 16 * 1024;
    private const int MaximumChunkLineLength = 256;

    // It grows with the received bytes, not with the announced length, so that a sender cannot allocate memory without sending.
    private readonly MemoryStream _bytes = new();
    private IDisposable? _slot;

    public ReadOnlySpan<byte> Bytes => new(_bytes.GetBuffer(), 0, (int)_bytes.Length);

    /// <summary>Reads a number of bytes.</summary>
    /// <exception cref="HttpRequestRejectedException">The body is too long, or the connection ended.</exception>
    public async Task ReadAsync(long count)
    {
        if (_bytes.Length + count > CallbackBody.MaximumLength)
        {
            throw new HttpRequestRejectedException(413);
        }

        while (count > 0)
        {
            ArraySegment<byte> part = await reader.ReadAsync((int)count).ConfigureAwait(false);
            if (_slot is null && _bytes.Length + part.Count > MaximumSmallLength)
            {
                _slot = await largeBodies.EnterAsync(cancellationToken).ConfigureAwait(false);
            }

            _bytes.Write(part.Array!, part.Offset, part.Count);
            count -= part.Count > 0 ? part.Count : throw new HttpRequestRejectedException(400);
        }
    }

    /// <summary>Reads a chunked body.</summary>
    /// <exception cref="HttpRequestRejectedException">
    /// The chunks are not valid, the body is too long, or the connection ended.
    /// </exception>
    public async Task ReadChunksAsync()
    {
        while (true)
        {
            string size = (await reader.ReadLineAsync(MaximumChunkLineLength, errorStatus: 400).ConfigureAwait(false))
                .Split(';')[0]
                .Trim();
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int count) || count < 0)
            {
                throw new HttpRequestRejectedException(400);
            }

            if (count == 0)
            {
                await ReadTrailersAsync().ConfigureAwait(false);
                return;
            }

            await ReadAsync(count).ConfigureAwait(false);
            await reader.ReadLineAsync(1, errorStatus: 400).ConfigureAwait(false);
        }
    }

    // If unread data is left when the connection is closed, the sender can lose the response.
    private async Task ReadTrailersAsync()
    {
        int remaining = MaximumChunkLineLength;
        while ((await reader.ReadLineAsync(remaining, errorStatus: 400).ConfigureAwait(false)).Length is var length and > 0)
        {
            remaining = Math.Max(0, remaining - length);
        }
    }

    public void Dispose() => _slot?.Dispose();
}
