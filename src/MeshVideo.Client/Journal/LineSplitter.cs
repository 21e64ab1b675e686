using System;
using System.IO;

namespace MeshVideo.Journal;

/// <summary>Splits a stream into lines. The memory is limited to the maximum length of a line.</summary>
internal sealed class LineSplitter(Stream stream)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Gets the current line, without its line break. It is valid until the next line is read.</summary>
    public ArraySegment<byte> Line { get; private set; }

    /// <summary>Gets the number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Gets the bytes after the last line break, when there is no next line.</summary>
    public ArraySegment<byte> Tail => new(_buffer, _start, _end - _start);

    /// <summary>Gets whether reading ended because a line is too long.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>True if there is one.</returns>
    public bool MoveNext()
    {
        for (int position = _start; ;)
        {
            int lineEnd = Array.IndexOf(_buffer, JournalFormat.LineEnd, position, _end - position);
            if (lineEnd >= 0)
            {
                Line = new ArraySegment<byte>(_buffer, _start, lineEnd - _start);
                _start = lineEnd + 1;
                Number++;
                return true;
            }

            int searchedLength = _end - _start;
            IsTooLong = searchedLength > JournalFormat.MaximumLineLength;
            if (IsTooLong || !Fill())
            {
                return false;
            }

            position = _start + searchedLength;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
