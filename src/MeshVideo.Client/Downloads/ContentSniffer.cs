using System;
using System.IO;
using System.Text;
using MeshVideo.Media;

namespace MeshVideo.Downloads;

/// <summary>Detects what a downloaded file contains, whatever its name and its host say.</summary>
internal static class ContentSniffer
{
    private const int TextSampleLength = 64;

    /// <returns>The MIME type that the first bytes show, or null.</returns>
    public static string? DetectType(Stream file)
    {
        byte[] head = new byte[MediaSignature.Length];
        return MediaSignature.MimeTypeOf(head.AsSpan(0, ReadAt(file, 0, head)));
    }

    /// <summary>Whether a file is empty or begins like HTML, XML or JSON.</summary>
    public static bool IsText(Stream file)
    {
        byte[] head = new byte[TextSampleLength];
        string text = Encoding.UTF8.GetString(head, 0, ReadAt(file, 0, head)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Length == 0 ? file.Length < head.Length : text[0] is '<' or '{' or '[';
    }

    /// <summary>Fills a buffer from a position on.</summary>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file.</returns>
    public static int ReadAt(Stream file, long position, byte[] buffer)
    {
        file.Position = position;
        int length = 0;
        while (length < buffer.Length && file.Read(buffer, length, buffer.Length - length) is var read && read > 0)
        {
            length += read;
        }

        return length;
    }
}
