using System;
using System.IO;
using System.Linq;

namespace MeshVideo.Reports;

/// <summary>Creates links from a page to files, which stay valid if both are moved or copied together.</summary>
internal static class RelativeLink
{
    private static readonly StringComparison Comparison =
        Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <param name="folder">The full path of the folder of the page.</param>
    /// <param name="path">The full path of the file.</param>
    /// <returns>
    /// The link, whose parts are escaped, so that it is never more than a path; an absolute link for a file on another drive.
    /// </returns>
    public static string Create(string folder, string path)
    {
        string[] from = Split(folder);
        string[] to = Split(path);
        int common = 0;
        while (common < from.Length && common < to.Length - 1 && string.Equals(from[common], to[common], Comparison))
        {
            common++;
        }

        if (Path.DirectorySeparatorChar == '\\' && common == 0)
        {
            string server = path.StartsWith(@"\\", StringComparison.Ordinal) ? "file://" : "file:///";
            return server + string.Join("/", to.Select((part, index) => index == 0 ? part : Uri.EscapeDataString(part)));
        }

        return string.Join(
            "/", Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common).Select(Uri.EscapeDataString)));
    }

    private static string[] Split(string path) => Path.GetFullPath(path).Split(
        [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
