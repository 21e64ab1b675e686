using System;
using System.IO;

namespace MeshVideo.Journal;

/// <summary>Reads the journal line by line, starting at the end of the last read.</summary>
/// <param name="path">The path of the journal.</param>
/// <param name="runId">The id of the run that writes; null to read only.</param>
internal sealed class JournalReader(string path, string? runId)
{
    /// <summary>
    /// The maximum number of consecutive damaged lines. A crash leaves one, or two if it occurs while the next run marks the
    /// first. A file with many is not a journal, and would take long to read.
    /// </summary>
    private const int MaximumDamagedLines = 100;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The byte order mark of UTF-16, which some programs use to save text.</summary>
    private static readonly byte[] Utf16ByteOrderMark = [0xFF, 0xFE];

    private long _position;
    private long _lineCount;
    private long _firstDamagedLine;
    private int _damagedLineCount;
    private bool _hasTornTail;
    private bool _hasLostHeader;
    private bool _hasLostBlocks;
    private bool _hasUnsentIntent;

    public JournalState State { get; } = new(runId);

    /// <summary>Gets the length of the file at the last read.</summary>
    public long Length { get; private set; }

    /// <summary>Gets whether the first line was read.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>Gets whether the last line was truncated by a crash.</summary>
    public bool EndsWithTornLine => _hasTornTail || _firstDamagedLine > 0;

    /// <summary>Reads the lines that were appended since the last read.</summary>
    /// <param name="file">The file of the journal.</param>
    /// <param name="includeTail">
    /// Whether to read a last line without a line break, because no other process is writing it.
    /// </param>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void Read(FileStream file, bool includeTail)
    {
        if (file.Length < _position)
        {
            throw JournalErrors.CreateLost(path, "it was truncated", cause: null);
        }

        file.Seek(_position, SeekOrigin.Begin);
        LineSplitter lines = new(file);
        while (lines.MoveNext())
        {
            ProcessLine(lines.Line, lines.Number + _lineCount);
            _position += lines.Line.Count + 1;
        }

        _lineCount += lines.Number;
        Length = _position + lines.Tail.Count;
        _hasTornTail = false;
        if (lines.IsTooLong)
        {
            throw HasHeader ? JournalErrors.CreateDamaged(path, _lineCount + 1, "it is too long") : CreateForeignFileException();
        }

        if (lines.Tail.Count > 0)
        {
            ReadTail(lines.Tail, includeTail);
        }
    }

    /// <summary>Starts again at the beginning of a file that was emptied. It contained no lines.</summary>
    public void Reset() => (_position, _lineCount, _hasLostHeader, Length) = (0, 0, false, 0);

    private void ReadTail(ArraySegment<byte> tail, bool includeTail)
    {
        if (!HasHeader)
        {
            // The file is too short to be a journal, unless it is the beginning of a first line.
            if (!IsLostHeader(tail)
                && !JournalFormat.IsStartOfHeader(PowerLossDetector.WithoutTrailingZeros(SkipByteOrderMark(tail).Span)))
            {
                throw CreateForeignFileException(tail);
            }

            return;
        }

        if (!includeTail)
        {
            return;
        }

        if (TryRead(tail, _lineCount + 1) is { } line)
        {
            Apply(line);
            _position += tail.Count;
        }
        else
        {
            _hasTornTail = true;
        }
    }

    private void ProcessLine(ArraySegment<byte> bytes, long number)
    {
        if (IsBlank(bytes))
        {
            return;
        }

        if (!HasHeader)
        {
            if (IsLostHeader(bytes))
            {
                _hasLostHeader = true;
                return;
            }

            HasHeader = !_hasLostHeader && TryRead(bytes, number)?.Kind == JournalLineKind.Journal
                ? true
                : throw CreateForeignFileException(bytes);
            return;
        }

        if (TryRead(bytes, number) is { } line)
        {
            Apply(line);
        }
        else
        {
            // A crash can damage the last line. Whether this was the last line depends on the lines that follow.
            _firstDamagedLine = _firstDamagedLine == 0 ? number : _firstDamagedLine;
            _hasLostBlocks |= PowerLossDetector.HasLostBlocks(bytes);
            if (++_damagedLineCount > MaximumDamagedLines)
            {
                throw CreateNotJsonException();
            }
        }
    }

    private void Apply(JournalLine line)
    {
        if (_firstDamagedLine > 0 && line.Kind != JournalLineKind.Torn)
        {
            // When the line above was to be marked as torn, only the end of that write reached the disk, so its intent was never
            // sent. With any other line, the journal is damaged.
            _hasUnsentIntent = _hasLostBlocks && !_hasUnsentIntent && line.Kind == JournalLineKind.Intent
                ? true
                : throw CreateNotJsonException();
            return;
        }

        (_firstDamagedLine, _damagedLineCount, _hasLostBlocks, _hasUnsentIntent) = (0, 0, false, false);
        State.Apply(line);
    }

    private JournalLine? TryRead(ArraySegment<byte> bytes, long number)
    {
        try
        {
            return JournalLineReader.TryRead(number == 1 ? SkipByteOrderMark(bytes) : bytes.AsMemory());
        }
        catch (NotSupportedException)
        {
            throw JournalErrors.CreateNewerVersion(path);
        }
        catch (FormatException exception)
        {
            throw HasHeader
                ? JournalErrors.CreateDamaged(path, number, exception.Message)
                : JournalErrors.CreateUnusable(path, exception.Message, remedy: Remedy.ChangeJournal);
        }
    }

    private bool IsLostHeader(ArraySegment<byte> bytes) => _position == 0 && PowerLossDetector.IsLostHeader(bytes.AsSpan());

    private MeshVideoException CreateNotJsonException() => JournalErrors.CreateDamaged(path, _firstDamagedLine, "it is not JSON");

    private MeshVideoException CreateForeignFileException(ReadOnlySpan<byte> start = default) =>
        start.StartsWith(Utf16ByteOrderMark)
        ? JournalErrors.CreateUnusable(
            path,
            "it is not a journal of MeshVideo, or a program saved it as UTF-16",
            $"If it is a journal, save it as UTF-8. {JournalErrors.OtherJournalCharges}")
        : JournalErrors.CreateUnusable(path, "it is not a journal of MeshVideo", remedy: Remedy.ChangeJournal);

    private static bool IsBlank(ArraySegment<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
            {
                return false;
            }
        }

        return true;
    }

    // Some editors add a byte order mark.
    private static ReadOnlyMemory<byte> SkipByteOrderMark(ArraySegment<byte> bytes) =>
        bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes.AsMemory(ByteOrderMark.Length) : bytes.AsMemory();
}
