using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Resolves the media that the user specifies: URLs, data URIs, assets, file URIs and paths.</summary>
internal static class MediaSourceResolver
{
    /// <summary>Resolves one media source. A path is literal and relative to the current location.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MediaUnreadable"/>: The file does not exist.
    /// </exception>
    public static MediaSource Resolve(string text, string parameter, SessionState session)
    {
        if (MediaSource.IsAddress(text))
        {
            return MediaSource.FromUrl(text);
        }

        string path = FileSystemPath.Resolve(FileUri.ToPath(text) ?? text, session, out string? problem);
        if (problem is not null)
        {
            throw CreateUnreadableException(parameter, text, problem);
        }

        return File.Exists(path)
            ? MediaSource.FromFile(path)
            : throw CreateUnreadableException(
                parameter, text, Directory.Exists(path) ? "it is a folder" : "the file does not exist");
    }

    /// <summary>
    /// Resolves media sources. A path with wildcards is resolved to the matching files, in the order of their names.
    /// </summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>: No file matches.</exception>
    public static IEnumerable<MediaSource> ResolveAll(string text, string parameter, SessionState session)
    {
        bool isPattern = !MediaSource.IsAddress(text)
            && !FileUri.IsFileUri(text)
            && WildcardPattern.ContainsWildcardCharacters(text);
        // A name with brackets is literal if that file exists.
        bool isLiteralName = isPattern
            && FileSystemPath.Resolve(text, session, out _) is { Length: > 0 } path
            && File.Exists(path);
        if (!isPattern || isLiteralName)
        {
            return [Resolve(text, parameter, session)];
        }

        string[] files = ExpandWildcards(text, session);
        return files.Length > 0
            ? files.OrderBy(file => file, StringComparer.OrdinalIgnoreCase).Select(MediaSource.FromFile)
            : throw CreateUnreadableException(parameter, text, "no file matches the wildcards");
    }

    private static string[] ExpandWildcards(string pattern, SessionState session)
    {
        try
        {
            IEnumerable<string> paths = session.Path.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider);
            return provider.Name == "FileSystem" ? [.. paths.Where(File.Exists)] : [];
        }
        catch (SessionStateException)
        {
            return [];
        }
    }

    private static MeshVideoException CreateUnreadableException(string parameter, string text, string reason) =>
        new(
            MeshVideoErrorKind.MediaUnreadable,
            $"{parameter} '{text}' cannot be sent: {reason}. Nothing was created. "
                + "Specify a file, an http or https URL, a data URI or an asset.");
}
