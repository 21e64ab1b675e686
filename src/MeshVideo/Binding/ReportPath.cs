using System.Collections.ObjectModel;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Resolves the path of a report like Export-Csv: wildcards must match exactly one file.</summary>
internal static class ReportPath
{
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.WriteFailed"/>: It is not the path of one file in the file system.
    /// </exception>
    public static string Resolve(string path, bool isLiteral, SessionState session)
    {
        string given = FileSystemPath.RemoveExtendedPrefix(path);
        if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(given))
        {
            return ResolveWildcards(given, session);
        }

        string fullPath = FileSystemPath.Resolve(given, session, out string? problem);
        return problem is null ? fullPath : throw CreateException(path, problem);
    }

    private static string ResolveWildcards(string path, SessionState session)
    {
        try
        {
            Collection<string> paths = session.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            return provider.Name != "FileSystem"
                ? throw CreateException(path, $"it is on the {provider.Name} provider, not in the file system")
                : paths.Count == 1 ? paths[0] : throw CreateException(path, $"{paths.Count} paths match the wildcards");
        }
        catch (ItemNotFoundException)
        {
            throw CreateException(path, "no path matches the wildcards. If the characters are literal, use -LiteralPath");
        }
    }

    private static MeshVideoException CreateException(string path, string reason) => new(
        MeshVideoErrorKind.WriteFailed,
        $"The report cannot be written to '{path}': {reason}. Specify another path with -Path.");
}
