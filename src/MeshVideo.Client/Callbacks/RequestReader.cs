using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>Reads lines and bytes from a connection, within its time.</summary>
internal sealed class RequestReader(Stream stream, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = new byte[4 * 1024];
    private readonly TaskCompletionSource<int> _isTimedOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _start;
    private int _end;

    /// <summary>Whether a byte has come.</summary>
    public bool HasData { get; private set; }

    /// <summary>Reads a line of the head, without its end.</summary>
    /// <param name="most">The most bytes of it.</param>
    /// <param name="refusal">The status to refuse more with.</param>
    /// <exception cref="HttpRequestRejectedException">It is too long, or the connection ended.</exception>
    public async Task<string> ReadLineAsync(int most, int refusal = 431)
    {
        StringBuilder line = new();
        while (true)
        {
            int lineEnd = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int stop = lineEnd < 0 ? _end : lineEnd;
            if (line.Length + (stop - _start) > most)
            {
                throw new HttpRequestRejectedException(refusal);
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

    /// <summary>Reads some bytes.</summary>
    /// <returns>How many; 0 at the end of the connection.</returns>
    public async Task<int> ReadAsync(byte[] target, int offset, int count)
    {
        if (_start == _end && !await FillAsync().ConfigureAwait(false))
        {
            return 0;
        }

        int length = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_buffer, _start, target, offset, length);
        _start += length;
        return length;
    }

    /// <summary>Reads and forgets, up to the end of the connection.</summary>
    public async Task SkipAsync(int most)
    {
        while (most > 0 && await FillAsync().ConfigureAwait(false))
        {
            most -= _end - _start;
            _start = _end;
        }
    }

    private async Task<bool> FillAsync()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_registration == default)
        {
            _registration = cancellationToken.Register(() => _isTimedOut.TrySetCanceled());
        }

        // Not every stream can be called off: what it still brings is then nobody's.
        Task<int> read = stream.ReadAsync(_buffer, CancellationToken.None).AsTask();
        _start = 0;
        _end = await (await Task.WhenAny(read, _isTimedOut.Task).ConfigureAwait(false)).ConfigureAwait(false);
        HasData |= _end > 0;
        return _end > 0;
    }
}
