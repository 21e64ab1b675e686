using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Resolves the path of a journal.</summary>
internal static class JournalFilePath
{
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: It is not a file system path.
    /// </exception>
    public static string Resolve(string path, SessionState session)
    {
        string fullPath = FileSystemPath.Resolve(path, session, out string? problem);
        return problem is null
            ? fullPath
            : throw new MeshVideoException(
                MeshVideoErrorKind.JournalUnusable,
                $"The journal '{path}' cannot be used: {problem}. Nothing was sent. Specify another path with -JournalPath.");
    }
}
