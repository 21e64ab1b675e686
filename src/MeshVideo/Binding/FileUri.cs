using System;
using System.IO;

namespace MeshVideo.Binding;

/// <summary>Converts file URIs, which browsers and file managers copy, to paths: <c>file:///home/me/a.png</c>.</summary>
internal static class FileUri
{
    private const string Scheme = "file://";

    public static bool IsFileUri(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <returns>The path, or null if the text is not a file URI. A URI with another host is a path only on Windows.</returns>
    public static string? ToPath(string text)
    {
        if (!IsFileUri(text) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        bool isLocal = uri.Host.Length == 0 || uri.IsLoopback;
        return isLocal
            ? new Uri(Scheme + uri.AbsolutePath).LocalPath
            : Path.DirectorySeparatorChar == '\\'
            ? uri.LocalPath
            : null;
    }
}
