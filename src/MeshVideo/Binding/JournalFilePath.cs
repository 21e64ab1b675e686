using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Full paths of journals.</summary>
internal static class JournalFilePath
{
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>: it is no path of the file system.</exception>
    public static string Resolve(string path, SessionState session)
    {
        string full = FileSystemPath.Resolve(path, session, out string? objection);
        return objection is null
            ? full
            : throw new MeshVideoException(MeshVideoErrorKind.JournalUnusable, $"The journal '{path}' cannot be used: {objection}. Nothing was sent. Give another -JournalPath.");
    }
}
