using System;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Resolves the path that a task is saved to.</summary>
internal static class SavePath
{
    private static readonly string[] VideoExtensions = [".mp4", ".m4v", ".mov", ".webm", ".mkv"];

    /// <param name="path">The specified folder or file; by default the current location.</param>
    /// <param name="isLiteral">Whether wildcard characters are literal.</param>
    /// <param name="task">The task, whose id is the default file name.</param>
    /// <param name="session">The session whose location and drives apply.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.WriteFailed"/>: It is not a file system path.
    /// </exception>
    public static string Resolve(string? path, bool isLiteral, VideoTask task, SessionState session)
    {
        string given = FileSystemPath.RemoveExtendedPrefix(path ?? ".");
        string fullPath = !isLiteral && WildcardPattern.ContainsWildcardCharacters(given)
            ? ResolveWildcards(given, task, session)
            : ResolveLiteral(given, task, session);
        return IsFolder(given, fullPath) ? Path.Combine(fullPath, VideoDownloader.GetDefaultFileName(task)) : fullPath;
    }

    // The name of a folder may contain a dot, such as 2026.11.26, so a new path is a file only if it has the extension of a
    // video.
    private static bool IsFolder(string given, string fullPath) =>
        Directory.Exists(fullPath) || given[given.Length - 1] is '/' or '\\'
        || (!File.Exists(fullPath) && !VideoExtensions.Contains(Path.GetExtension(fullPath), StringComparer.OrdinalIgnoreCase));

    private static string ResolveLiteral(string given, VideoTask task, SessionState session)
    {
        string fullPath = FileSystemPath.Resolve(given, session, out string? problem);
        return problem is null ? fullPath : throw CreateInvalidPathException(given, task, problem);
    }

    // Like Export-Csv: wildcards must match exactly one path.
    private static string ResolveWildcards(string given, VideoTask task, SessionState session)
    {
        Collection<string> paths;
        try
        {
            paths = session.Path.GetResolvedProviderPathFromPSPath(given, out ProviderInfo provider);
            if (provider.Name != "FileSystem")
            {
                throw CreateInvalidPathException(given, task, $"it is on the {provider.Name} provider, not in the file system");
            }
        }
        catch (ItemNotFoundException)
        {
            throw CreateInvalidPathException(
                given, task, "no path matches the wildcards. If the characters are literal, use -LiteralPath");
        }

        return paths.Count == 1
            ? paths[0]
            : throw CreateInvalidPathException(given, task, $"{paths.Count} paths match the wildcards");
    }

    private static MeshVideoException CreateInvalidPathException(string given, VideoTask task, string reason) =>
        new(
            MeshVideoErrorKind.WriteFailed,
            $"The video of task {task.Id} cannot be saved to '{given}': {reason}. Specify another path with -Path.");
}
