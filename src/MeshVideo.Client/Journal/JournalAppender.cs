using System;
using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// Writes a line behind all others, on a line of its own whatever a crash has left, and onto the disk. It notices where somebody
/// else writes too: then the lock does not keep others out, whatever the system says.
/// </summary>
/// <param name="path">The journal's path.</param>
/// <param name="reader">What reads the journal.</param>
internal sealed class JournalAppender(string path, JournalReader reader)
{
    private bool _isFolderFlushed;

    /// <summary>Whether somebody else wrote while this run had the lock.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Whether what was written could be brought to the disk: some file systems know no such thing.</summary>
    public bool IsDurable { get; private set; } = true;

    /// <param name="file">The journal.</param>
    /// <param name="line">The line.</param>
    /// <exception cref="IOException">It was not written, or may not be on the disk.</exception>
    /// <exception cref="MeshVideoException">It is an intent, and somebody else may have the same.</exception>
    public void Append(FileStream file, JournalLine line)
    {
        // Since it was last read under the lock, only we have written, and have read that.
        long knownLength = reader.Length;
        reader.Read(file, includeTail: true);
        IsShared |= reader.Length != knownLength;
        EnsureExclusive(line);

        file.EnableAppendMode();
        byte[] lines = Serialize(file, line);
        long end = file.Seek(0, SeekOrigin.End);
        IsShared |= end != reader.Length;
        EnsureExclusive(line);
        try
        {
            file.Write(lines, 0, lines.Length);
            Flush(file);
            EnsureAppendOnly(file, lines, end);
        }
        catch (IOException) when (line.Kind == JournalLineKind.Intent && file.Length <= end + lines.Length && !IsShared)
        {
            // Nothing is sent then, and the next run must not look for what was not sent.
            file.SetLength(end);
            throw;
        }

        EnsureExclusive(line);
        reader.Read(file, includeTail: true);
    }

    private byte[] Serialize(FileStream file, JournalLine line)
    {
        using MemoryStream lines = new();
        if (!reader.HasHeader)
        {
            // The beginning of a first line: nothing is lost. A file that was empty is not cut: another run may have written to
            // it since.
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
            // From now on there is a line behind it, and only this tells it from one that was damaged later.
            JournalLineWriter.Write(lines, new JournalLine(JournalLineKind.Torn) { Reason = "The line above was cut short by a crash and counts for nothing." });
        }

        JournalLineWriter.Write(lines, line);
        return lines.ToArray();
    }

    private static bool EndsWithPartialLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != JournalFormat.LineEnd;
    }

    private void Flush(FileStream file)
    {
        IsDurable &= DiskFlush.FlushFile(file);
        if (!_isFolderFlushed)
        {
            // Otherwise a loss of power could take the whole file, however well its lines are kept. A run that died may have left
            // that to do.
            DiskFlush.FlushFolder(Path.GetDirectoryName(FileOperations.ResolveLink(file.Name))!);
            _isFolderFlushed = true;
        }
    }

    private void EnsureAppendOnly(FileStream file, byte[] lines, long end)
    {
        // A device takes everything and keeps nothing.
        if (file.Length < end + lines.Length)
        {
            throw new IOException("what is written to it is not kept");
        }

        byte[] written = new byte[lines.Length];
        file.Seek(end, SeekOrigin.Begin);
        file.ReadAtLeast(written, written.Length, throwOnEndOfStream: false);
        IsShared |= file.Length > end + lines.Length || !written.AsSpan().SequenceEqual(lines);
    }

    // What was sent is recorded in any case.
    private void EnsureExclusive(JournalLine line)
    {
        if (IsShared && line.Kind == JournalLineKind.Intent)
        {
            throw JournalErrors.CreateUnusable(path, "another run wrote to it while this one had its lock: the locks of its file system do not work, and two runs at once would pay twice", "Put it on a local disk.");
        }
    }
}
