using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>Reads lines and bytes from a connection until it is canceled.</summary>
internal sealed class RequestReader(Stream stream, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = new byte[4 * 1024];
    private readonly TaskCompletionSource<int> _cancellation = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _start;
    private int _end;

    /// <summary>Gets whether any data was received.</summary>
    public bool HasData { get; private set; }

    /// <summary>Reads a line, without its line break.</summary>
    /// <param name="maximumLength">The maximum length in bytes.</param>
    /// <param name="errorStatus">The HTTP status for a line that is too long.</param>
    /// <exception cref="HttpRequestRejectedException">The line is too long, or the connection ended.</exception>
    public async Task<string> ReadLineAsync(int maximumLength, int errorStatus = 431)
    {
        StringBuilder line = new();
        while (true)
        {
            int lineEnd = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int stop = lineEnd < 0 ? _end : lineEnd;
            if (line.Length + (stop - _start) > maximumLength)
            {
                throw new HttpRequestRejectedException(errorStatus);
            }

            for (int index = _start; index < stop; index++)
            {
                line.Append((char)_buffer[index]);
            }

            _start = lineEnd < 0 ? _end : lineEnd + 1;
            if (lineEnd >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }

            if (!await FillAsync().ConfigureAwait(false))
            {
                throw new HttpRequestRejectedException(400);
            }
        }
    }

    /// <summary>Reads available bytes.</summary>
    /// <returns>The bytes, which are valid until the next call; none at the end of the connection.</returns>
    public async Task<ArraySegment<byte>> ReadAsync(int maximumLength)
    {
        if (_start == _end)
        {
            await FillAsync().ConfigureAwait(false);
        }

        ArraySegment<byte> bytes = new(_buffer, _start, Math.Min(maximumLength, _end - _start));
        _start += bytes.Count;
        return bytes;
    }

    /// <summary>Reads and discards data up to a maximum length or the end of the connection.</summary>
    public async Task SkipAsync(int maximumLength)
    {
        while (maximumLength > 0 && await FillAsync().ConfigureAwait(false))
        {
            maximumLength -= _end - _start;
            _start = _end;
        }
    }

    private async Task<bool> FillAsync()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_registration == default)
        {
            _registration = cancellationToken.Register(() => _cancellation.TrySetCanceled());
        }

        // Not every stream supports cancellation. After cancellation, the result of the pending read is ignored.
        Task<int> read = stream.ReadAsync(_buffer, CancellationToken.None).AsTask();
        _start = 0;
        _end = await (await Task.WhenAny(read, _cancellation.Task).ConfigureAwait(false)).ConfigureAwait(false);
        HasData |= _end > 0;
        return _end > 0;
    }
}
