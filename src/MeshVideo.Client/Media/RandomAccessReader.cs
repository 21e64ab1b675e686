using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>
/// Reads at any position of a file through one buffer, so that small reads that are close together cost one read of the file. No
/// length
/// that a header declares is ever allocated.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="bufferLength">How many bytes are read from the file at a time, and can be returned at a time.</param>
internal sealed class RandomAccessReader(Stream stream, int bufferLength = RandomAccessReader.DefaultBufferLength)
{
    private const int DefaultBufferLength = 64 * 1024;

    private readonly byte[] _buffer = new byte[bufferLength];
    private long _bufferStart;
    private int _bufferCount;

    public long Length { get; } = stream.Length;

    /// <summary>Reads bytes, fewer at the end of the file. They are valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(long position, int count)
    {
        if (position < 0 || position >= Length)
        {
            return default;
        }

        count = (int)Math.Min(count, Length - position);
        if (position < _bufferStart || position + count > _bufferStart + _bufferCount)
        {
            Fill(position);
        }

        int offset = (int)(position - _bufferStart);
        return _buffer.AsSpan(offset, Math.Min(count, _bufferCount - offset));
    }

    /// <summary>Reads exactly so many bytes. They are valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public ReadOnlySpan<byte> ReadExactly(long position, int count)
    {
        ReadOnlySpan<byte> bytes = Read(position, count);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }

    private void Fill(long position)
    {
        (_bufferStart, _bufferCount) = (position, 0);
        stream.Position = position;
        _bufferCount = stream.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
    }
}
