using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>
/// Reads a body into memory, up to a maximum length. The number of large bodies in memory at the same time is limited.
/// </summary>
internal sealed class RequestBodyBuffer(
    RequestReader reader, ConcurrencyLimiter largeBodies, CancellationToken cancellationToken) : IDisposable
{
    private const int InitialSize = 16 * 1024;
    private const int MaximumChunkLineLength = 256;

    private byte[] _buffer = [];
    private int _length;
    private IDisposable? _slot;

    public ReadOnlySpan<byte> Bytes => new(_buffer, 0, _length);

    /// <summary>Reads a number of bytes.</summary>
    /// <exception cref="HttpRequestRejectedException">The body is too long, or the connection ended.</exception>
    public async Task ReadAsync(long count)
    {
        if (_length + count > CallbackBody.MaximumLength)
        {
            throw new HttpRequestRejectedException(413);
        }

        int end = _length + (int)count;
        while (_length < end)
        {
            if (_length == _buffer.Length)
            {
                await GrowAsync(end).ConfigureAwait(false);
            }

            int read = await reader.ReadAsync(_buffer, _length, Math.Min(end, _buffer.Length) - _length).ConfigureAwait(false);
            _length += read > 0 ? read : throw new HttpRequestRejectedException(400);
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

    // The buffer grows with the received bytes, not with the announced length, so that a sender cannot allocate memory without
    // sending.
    private async Task GrowAsync(int end)
    {
        int size = Math.Min(Math.Max(2 * _buffer.Length, 2 * 1024), Math.Max(end, 1));
        if (size > InitialSize && _slot is null)
        {
            _slot = await largeBodies.EnterAsync(cancellationToken).ConfigureAwait(false);
        }

        Array.Resize(ref _buffer, size);
    }
}
