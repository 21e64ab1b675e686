using System;
using System.IO;

namespace MeshVideo.Journal;

/// <summary>A transaction on the open journal, under its lock. No other process writes meanwhile.</summary>
internal sealed class JournalTransaction(JournalFile journal, FileStream file, JournalAppender appender) : IDisposable
{
    private long? _firstIntent;
    private bool _hasLines;

    /// <summary>Gets the state, with all lines that were appended.</summary>
    public JournalState State => journal.State;

    /// <summary>Appends a line.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: the line was not written, or another process wrote meanwhile.
    /// </exception>
    public void Append(JournalLine line) => journal.Run(() =>
    {
        long start = appender.Append(file, line);
        _firstIntent ??= line.Kind == JournalLineKind.Intent ? start : null;
        return _hasLines = true;
    });

    /// <summary>Flushes the lines to the disk.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void Commit() => journal.Run(() =>
    {
        try
        {
            if (_hasLines)
            {
                appender.Flush(file);
            }

            return true;
        }
        catch (IOException) when (_firstIntent is { } start)
        {
            // The requests will not be sent, so the next run must not search for their tasks.
            file.SetLength(start);
            journal.Restart();
            throw;
        }
    });

    public void Dispose() => file.Dispose();
}
