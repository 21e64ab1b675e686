using System;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Decides which file a task is saved as.</summary>
internal static class SaveTarget
{
    private static readonly string[] VideoExtensions = [".mp4", ".m4v", ".mov", ".webm", ".mkv"];

    /// <param name="path">The folder or file as given; the shell's location where none is.</param>
    /// <param name="isLiteral">Whether * ? and [ ] are just characters.</param>
    /// <param name="task">The task, which names the file in a folder.</param>
    /// <param name="session">The session whose location and drives count.</param>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.WriteFailed"/>: it is no place of the file system.</exception>
    public static string Resolve(string? path, bool isLiteral, VideoTask task, SessionState session)
    {
        string given = path ?? ".";
        string full = !isLiteral && WildcardPattern.ContainsWildcardCharacters(given)
            ? ResolveWildcards(given, task, session)
            : FullPath(given, task, session);
        return IsFolder(given, full) ? Path.Combine(full, VideoSaver.DefaultFileName(task)) : full;
    }

    // A folder's name may have a dot, as 2026.11.26 has: only the name of a video is a file that is not there yet.
    private static bool IsFolder(string given, string full) =>
        Directory.Exists(full) || given[given.Length - 1] is '/' or '\\'
        || (!File.Exists(full) && !VideoExtensions.Contains(Path.GetExtension(full), StringComparer.OrdinalIgnoreCase));

    private static string FullPath(string given, VideoTask task, SessionState session)
    {
        string full = FileSystemPath.Resolve(given, session, out string? objection);
        return objection is null ? full : throw CreateInvalidPathException(given, task, objection);
    }

    // As Export-Csv does: wildcards may only stand for the one place that there is.
    private static string ResolveWildcards(string given, VideoTask task, SessionState session)
    {
        Collection<string> found;
        try
        {
            found = session.Path.GetResolvedProviderPathFromPSPath(given, out ProviderInfo provider);
            if (provider.Name != "FileSystem")
            {
                throw CreateInvalidPathException(given, task, $"it is on the {provider.Name} provider, not in the file system");
            }
        }
        catch (ItemNotFoundException)
        {
            throw CreateInvalidPathException(given, task, "nothing matches it; use -LiteralPath where the characters are meant as they are");
        }

        return found.Count == 1 ? found[0] : throw CreateInvalidPathException(given, task, $"{found.Count} places match it");
    }

    private static MeshVideoException CreateInvalidPathException(string given, VideoTask task, string why) =>
        new(MeshVideoErrorKind.WriteFailed, $"The video of task {task.Id} cannot be saved to '{given}': {why}. Give another -Path.");
}
