using System.IO;

namespace MeshVideo.Journal;

/// <summary>Writes a line behind all others, on a line of its own whatever a crash has left, and onto the disk.</summary>
internal static class JournalAppender
{
    /// <param name="file">The journal, read to its end.</param>
    /// <param name="reader">What read it.</param>
    /// <param name="line">The line.</param>
    public static void Append(FileStream file, JournalReader reader, JournalLine line)
    {
        using MemoryStream lines = new();
        if (!reader.HasHeader)
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
        Write(file, lines.ToArray());
    }

    private static bool EndsWithinLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != JournalFormat.LineEnd;
    }

    private static void Write(FileStream file, byte[] lines)
    {
        long end = file.Seek(0, SeekOrigin.End);
        file.Write(lines, 0, lines.Length);
        file.Flush(flushToDisk: true);

        // A device takes everything and keeps nothing.
        if (file.Length != end + lines.Length)
        {
            throw new IOException("what is written to it is not kept");
        }
    }
}
