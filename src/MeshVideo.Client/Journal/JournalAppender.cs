using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>Writes a line behind all others, on a line of its own whatever a crash has left, and onto the disk.</summary>
internal static class JournalAppender
{
    /// <param name="file">The journal, read to its end.</param>
    /// <param name="reader">What read it.</param>
    /// <param name="line">The line.</param>
    /// <returns>False where the file system cannot bring it to the disk.</returns>
    /// <exception cref="IOException">It was not written, or may not be on the disk.</exception>
    public static bool Append(FileStream file, JournalReader reader, JournalLine line)
    {
        using MemoryStream lines = new();
        bool isNew = !reader.HasHeader;
        if (isNew)
        {
            // Nothing, or the beginning of a first line: nothing is lost.
            file.SetLength(0);
            reader.BeginAnew();
            JournalLineWriter.Write(lines, new JournalLine(JournalLineKind.Journal));
        }
        else if (EndsWithinLine(file))
        {
            lines.WriteByte(JournalFormat.LineEnd);
        }

        if (reader.EndsTorn)
        {
            // From now on there is a line behind it, and only this tells it from one that was damaged later.
            JournalLineWriter.Write(lines, new JournalLine(JournalLineKind.Torn) { Why = "The line above was cut short by a crash and counts for nothing." });
        }

        JournalLineWriter.Write(lines, line);
        long end = file.Seek(0, SeekOrigin.End);
        try
        {
            return Write(file, lines.ToArray(), end, isNew);
        }
        catch (IOException) when (line.Kind == JournalLineKind.Intent)
        {
            // Nothing is sent then, and the next run must not look for what was not sent.
            file.SetLength(end);
            throw;
        }
    }

    private static bool EndsWithinLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != JournalFormat.LineEnd;
    }

    private static bool Write(FileStream file, byte[] lines, long end, bool isNew)
    {
        file.Write(lines, 0, lines.Length);
        bool isOnDisk = DurableFlush.File(file);
        if (isNew)
        {
            // Otherwise a loss of power could take the whole file, however well its lines are kept.
            DurableFlush.Folder(Path.GetDirectoryName(file.Name)!);
        }

        // A device takes everything and keeps nothing.
        if (file.Length != end + lines.Length)
        {
            throw new IOException("what is written to it is not kept");
        }

        return isOnDisk;
    }
}
