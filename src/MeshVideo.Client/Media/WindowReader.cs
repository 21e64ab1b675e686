using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>
/// Reads a file here and there, through one buffer: a walk over small things costs few reads, and no length that a header claims is ever
/// allocated.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="bufferLength">How many bytes can be had at a time, and are read at a time.</param>
internal sealed class WindowReader(Stream stream, int bufferLength = WindowReader.DefaultBufferLength)
{
    private const int DefaultBufferLength = 64 * 1024;

    private readonly byte[] _window = new byte[bufferLength];
    private long _start;
    private int _filled;

    public long Length { get; } = stream.Length;

    /// <summary>The bytes from a position on, fewer where the file ends. They are good until the next call.</summary>
    public ReadOnlySpan<byte> At(long position, int count)
    {
        if (position < 0 || position >= Length)
        {
            return default;
        }

        count = (int)Math.Min(count, Length - position);
        if (position < _start || position + count > _start + _filled)
        {
            Fill(position);
        }

        int offset = (int)(position - _start);
        return _window.AsSpan(offset, Math.Min(count, _filled - offset));
    }

    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public ReadOnlySpan<byte> Exactly(long position, int count)
    {
        ReadOnlySpan<byte> bytes = At(position, count);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }

    private void Fill(long position)
    {
        stream.Position = _start = position;
        _filled = 0;
        int read;
        while (_filled < _window.Length && (read = stream.Read(_window, _filled, _window.Length - _filled)) > 0)
        {
            _filled += read;
        }
    }
}
