using System;
using System.IO;

namespace MeshVideo.Journal;

/// <summary>Reads the journal line by line, going on where it stopped.</summary>
internal sealed class JournalReader(string path)
{
    /// <summary>
    /// A crash leaves one, or two where it came while the next run was marking the first. So many are no journal, and take long
    /// to look at.
    /// </summary>
    private const int MaximumDamagedLines = 100;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The byte order mark of UTF-16, with which some programs save text.</summary>
    private static readonly byte[] Utf16ByteOrderMark = [0xFF, 0xFE];

    private long _position;
    private long _lineCount;
    private long _firstDamagedLine;
    private int _damagedLineCount;
    private bool _hasTornTail;
    private bool _hasLostHeader;
    private bool _hasLostBlocks;
    private bool _hasUnsentIntent;

    public JournalState State { get; } = new();

    /// <summary>How long the file was when it was read.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the first line is there.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>Whether the last line is what a crash left of one.</summary>
    public bool EndsWithTornLine => _hasTornTail || _firstDamagedLine > 0;

    /// <param name="file">The journal.</param>
    /// <param name="includeTail">
    /// Whether nobody is writing, so that a last line without a line break is all there will be of it.
    /// </param>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void Read(FileStream file, bool includeTail)
    {
        if (file.Length < _position)
        {
            throw JournalErrors.CreateUnusable(path, "somebody cut it while it was in use", "Restore it: what it said may have been paid for.");
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
            throw HasHeader ? JournalErrors.CreateDamaged(path, _lineCount + 1, "it is longer than any that MeshVideo writes") : CreateForeignFileException();
        }

        if (lines.Tail.Count > 0)
        {
            ReadTail(lines.Tail, includeTail);
        }
    }

    /// <summary>
    /// Goes back to the beginning of a file that was emptied: of what was in it, empty lines at most, nothing is known.
    /// </summary>
    public void Reset() => (_position, _lineCount, _hasLostHeader, Length) = (0, 0, false, 0);

    private void ReadTail(ArraySegment<byte> tail, bool includeTail)
    {
        if (!HasHeader)
        {
            // Too little to be a journal of ours, unless it is its very beginning.
            if (!IsLostHeader(tail) && !JournalFormat.IsStartOfHeader(PowerLossDamage.WithoutTrailingZeros(SkipByteOrderMark(tail).Span)))
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

            HasHeader = !_hasLostHeader && TryRead(bytes, number)?.Kind == JournalLineKind.Journal ? true : throw CreateForeignFileException(bytes);
            return;
        }

        if (TryRead(bytes, number) is { } line)
        {
            Apply(line);
        }
        else
        {
            // The last line may be so where a crash left it. What follows tells.
            _firstDamagedLine = _firstDamagedLine == 0 ? number : _firstDamagedLine;
            _hasLostBlocks |= PowerLossDamage.HasLostBlocks(bytes);
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
            // Of the write that was to mark the line above as torn, the end has reached the disk and the beginning has not: its
            // intent was never sent. Anything behind it says otherwise.
            _hasUnsentIntent = _hasLostBlocks && !_hasUnsentIntent && line.Kind == JournalLineKind.Intent ? true : throw CreateNotJsonException();
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
            throw HasHeader ? JournalErrors.CreateDamaged(path, number, exception.Message) : JournalErrors.CreateUnusable(path, exception.Message, remedy: Remedy.ChangeJournal);
        }
    }

    private bool IsLostHeader(ArraySegment<byte> bytes) => _position == 0 && PowerLossDamage.IsLostHeader(bytes.AsSpan());

    private MeshVideoException CreateNotJsonException() => JournalErrors.CreateDamaged(path, _firstDamagedLine, "it is not JSON");

    private MeshVideoException CreateForeignFileException(ReadOnlySpan<byte> start = default) => start.StartsWith(Utf16ByteOrderMark)
        ? JournalErrors.CreateUnusable(path, "it is not a journal of MeshVideo, or a program saved it as UTF-16", $"If it is a journal, save it as UTF-8. {JournalErrors.OtherJournalCharges}")
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

    // Editors put it there.
    private static ReadOnlyMemory<byte> SkipByteOrderMark(ArraySegment<byte> bytes) =>
        bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes.AsMemory(ByteOrderMark.Length) : bytes.AsMemory();
}
