using System;
using System.IO;
using MeshVideo.Media;

namespace MeshVideo.Saving;

/// <summary>Reads from a fetched file what tells its kind and its end.</summary>
internal static class FileBytes
{
    /// <summary>The MIME type that its first bytes show, or null.</summary>
    public static string? TypeOf(Stream file)
    {
        byte[] head = new byte[MediaSignature.Length];
        return MediaSignature.MimeTypeOf(head.AsSpan(0, Read(file, 0, head)));
    }

    /// <summary>Whether a file is empty or begins as HTML, XML or JSON does.</summary>
    public static bool IsText(Stream file)
    {
        byte[] head = new byte[64];
        string text = System.Text.Encoding.UTF8.GetString(head, 0, Read(file, 0, head)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Length == 0 ? file.Length < head.Length : text[0] is '<' or '{' or '[';
    }

    /// <summary>Reads as much as there is from a position on.</summary>
    public static int Read(Stream file, long position, byte[] buffer)
    {
        file.Position = position;
        int filled = 0;
        while (filled < buffer.Length && file.Read(buffer, filled, buffer.Length - filled) is var read && read > 0)
        {
            filled += read;
        }

        return filled;
    }
}
