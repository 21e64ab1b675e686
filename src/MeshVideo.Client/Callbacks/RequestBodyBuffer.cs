using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>A body, read into memory up to a bound. Room for more than a call usually has is given to a few at a time.</summary>
internal sealed class RequestBodyBuffer(RequestReader reader, ConcurrencyLimiter largeBodies, CancellationToken cancellationToken) : IDisposable
{
    private const int InitialSize = 16 * 1024;
    private const int MaximumChunkLineLength = 256;

    private byte[] _buffer = [];
    private int _length;
    private IDisposable? _place;

    public ReadOnlySpan<byte> Bytes => new(_buffer, 0, _length);

    /// <summary>Reads so many bytes.</summary>
    /// <exception cref="HttpRequestRejectedException">They are too many, or fewer came.</exception>
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

    /// <summary>Reads chunks to the last one.</summary>
    /// <exception cref="HttpRequestRejectedException">They are no chunks, too many, or not all came.</exception>
    public async Task ReadChunksAsync()
    {
        while (true)
        {
            string size = (await reader.ReadLineAsync(MaximumChunkLineLength, refusal: 400).ConfigureAwait(false)).Split(';')[0].Trim();
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
            await reader.ReadLineAsync(1, refusal: 400).ConfigureAwait(false);
        }
    }

    // Left unread, they would have the answer lost when the connection is closed.
    private async Task ReadTrailersAsync()
    {
        for (int left = MaximumChunkLineLength; (await reader.ReadLineAsync(left, refusal: 400).ConfigureAwait(false)).Length is var length and > 0;)
        {
            left = Math.Max(0, left - length);
        }
    }

    public void Dispose() => _place?.Dispose();

    // By what came, not by what was announced: memory is not had for the asking.
    private async Task GrowAsync(int end)
    {
        int size = Math.Min(Math.Max(2 * _buffer.Length, 2 * 1024), Math.Max(end, 1));
        if (size > InitialSize && _place is null)
        {
            _place = await largeBodies.EnterAsync(cancellationToken).ConfigureAwait(false);
        }

        Array.Resize(ref _buffer, size);
    }
}
