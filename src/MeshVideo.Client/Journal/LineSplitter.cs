using System;
using System.IO;

namespace MeshVideo.Journal;

/// <summary>Splits a stream into lines, with no more in memory than one of them may be long.</summary>
internal sealed class LineSplitter(Stream stream)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The line, without its line break; good until the next.</summary>
    public ArraySegment<byte> Line { get; private set; }

    /// <summary>Counts from 1.</summary>
    public long Number { get; private set; }

    /// <summary>What comes after the last line break, once there is no next line.</summary>
    public ArraySegment<byte> Tail => new(_buffer, _start, _end - _start);

    /// <summary>Whether it ended because a line is longer than a line may be.</summary>
    public bool IsTooLong { get; private set; }

    /// <returns>False at the end.</returns>
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
