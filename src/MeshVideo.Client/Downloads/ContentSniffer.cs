using System.IO;
using System.Text;
using MeshVideo.Media;

namespace MeshVideo.Downloads;

/// <summary>Detects what a downloaded file contains, whatever its name and its host say.</summary>
internal static class ContentSniffer
{
    private const int TextSampleLength = 64;

    /// <returns>The MIME type that the first bytes show, or null.</returns>
    public static string? DetectType(Stream file) =>
        MediaSignature.DetectMimeType(
            new RandomAccessReader(file, MediaSignature.HeaderLength).Read(0, MediaSignature.HeaderLength));

    /// <summary>Whether a file is empty or begins like HTML, XML or JSON.</summary>
    public static bool IsText(Stream file)
    {
        byte[] head = new RandomAccessReader(file, TextSampleLength).Read(0, TextSampleLength).ToArray();
        string text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Length == 0 ? file.Length < TextSampleLength : text[0] is '<' or '{' or '[';
    }
}
