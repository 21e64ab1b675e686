using System;
using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// Appends lines to the journal, and flushes them to the disk. A line that a crash truncated is terminated first. The appender
/// detects if another process writes at the same time, because then the lock does not work.
/// </summary>
/// <param name="path">The path of the journal.</param>
/// <param name="reader">The reader of the journal.</param>
internal sealed class JournalAppender(string path, JournalReader reader)
{
    private bool _isFolderFlushed;

    /// <summary>Gets whether another process wrote to the file while this one held the lock.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Gets whether the file could be flushed to the disk. Some file systems do not support that.</summary>
    public bool IsDurable { get; set; } = true;

    /// <summary>Appends a line, which is not yet on the disk.</summary>
    /// <param name="file">The file of the journal.</param>
    /// <param name="line">The line.</param>
    /// <returns>The position of the line.</returns>
    /// <exception cref="IOException">The line was not written.</exception>
    /// <exception cref="MeshVideoException">The line is an intent, and another process may have written the same.</exception>
    public long Append(FileStream file, JournalLine line)
    {
        // Since the last read under this lock, only this process has written, and it has read what it wrote.
        long knownLength = reader.Length;
        reader.Read(file, includeTail: true);
        IsShared |= reader.Length != knownLength || reader.State.HasConflict;
        EnsureExclusive(line);

        file.EnableAppendMode();
        byte[] lines = Serialize(file, line);
        long end = file.Seek(0, SeekOrigin.End);
        IsShared |= end != reader.Length;
        EnsureExclusive(line);
        try
        {
            file.Write(lines, 0, lines.Length);
            EnsureAppendOnly(file, lines, end);
        }
        catch (IOException) when (line.Kind == JournalLineKind.Intent && file.Length <= end + lines.Length && !IsShared)
        {
            // The request will not be sent, so the next run must not search for its task.
            file.SetLength(end);
            throw;
        }

        EnsureExclusive(line);
        reader.Read(file, includeTail: true);
        return end;
    }

    /// <summary>Flushes the lines to the disk.</summary>
    /// <exception cref="IOException">The lines may not be on the disk.</exception>
    public void Flush(FileStream file)
    {
        IsDurable &= DiskFlush.FlushFile(file);
        if (!_isFolderFlushed)
        {
            // Without this, a power failure can remove the whole file, even if its lines were flushed. An earlier run may have
            // crashed before doing it.
            DiskFlush.FlushFolder(Path.GetDirectoryName(FileOperations.ResolveLink(file.Name))!);
            _isFolderFlushed = true;
        }
    }

    private byte[] Serialize(FileStream file, JournalLine line)
    {
        using MemoryStream lines = new();
        if (!reader.HasHeader)
        {
            // The file has at most a part of its first line, so nothing is lost. An empty file is not truncated, because another
            // run may have written to it in the meantime.
            if (reader.Length > 0)
            {
                file.SetLength(0);
                reader.Reset();
            }

            JournalLineWriter.Write(lines, new JournalLine(JournalLineKind.Journal));
        }
        else if (EndsWithPartialLine(file))
        {
            lines.WriteByte(JournalFormat.LineEnd);
        }

        if (reader.EndsWithTornLine)
        {
            // This line distinguishes the truncated line, which is no longer the last one, from a line that is damaged later.
            JournalLineWriter.Write(
                lines, new JournalLine(JournalLineKind.Torn) { Reason = "A crash truncated the line above. It is ignored." });
        }

        JournalLineWriter.Write(lines, line);
        return lines.ToArray();
    }

    private static bool EndsWithPartialLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != JournalFormat.LineEnd;
    }

    private void EnsureAppendOnly(FileStream file, byte[] lines, long end)
    {
        // A device accepts data but does not store it.
        if (file.Length < end + lines.Length)
        {
            throw new IOException("data that is written to it is not stored");
        }

        byte[] written = new byte[lines.Length];
        file.Seek(end, SeekOrigin.Begin);
        file.ReadAtLeast(written, written.Length, throwOnEndOfStream: false);
        IsShared |= file.Length > end + lines.Length || !written.AsSpan().SequenceEqual(lines);
    }

    // The outcome of a request that was sent is recorded in any case.
    private void EnsureExclusive(JournalLine line)
    {
        if (IsShared && line.Kind == JournalLineKind.Intent)
        {
            throw JournalErrors.CreateUnusable(path, "another run wrote to it while this one held the lock. Locks do not work on its file system, and concurrent runs would be charged twice", "Put it on a local disk.");
        }
    }
}
