using System;
using System.IO;

namespace MeshVideo.Binding;

/// <summary>Links to files of this machine, as browsers and file managers copy them: <c>file:///home/me/a.png</c>.</summary>
internal static class FileUri
{
    private const string Scheme = "file://";

    public static bool IsFileUri(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <returns>The path, or null for what is not such a link. A link to another machine is a path only on Windows.</returns>
    public static string? ToPath(string text)
    {
        if (!IsFileUri(text) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? link))
        {
            return null;
        }

        bool isHere = link.Host.Length == 0 || link.IsLoopback;
        return isHere ? new Uri(Scheme + link.AbsolutePath).LocalPath : Path.DirectorySeparatorChar == '\\' ? link.LocalPath : null;
    }
}
