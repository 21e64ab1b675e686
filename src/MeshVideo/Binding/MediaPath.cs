using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Makes media sources of what the user gives: an address as it is, anything else a file as the shell's location has it, or
/// as a link to it (<c>file://</c>) has it.</summary>
internal static class MediaPath
{
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>: no such file, or not a file of the file system.</exception>
    public static MediaSource Resolve(string text, string parameter, SessionState session)
    {
        if (MediaSource.IsAddress(text))
        {
            return MediaSource.FromUrl(text);
        }

        string path = FileSystemPath.Resolve(FileUri.ToPath(text) ?? text, session, out string? objection);
        if (objection is not null)
        {
            throw CreateUnreadableException(parameter, text, objection);
        }

        return File.Exists(path)
            ? MediaSource.FromFile(path)
            : throw CreateUnreadableException(parameter, text, Directory.Exists(path) ? "it is a folder" : "there is no such file");
    }

    /// <summary>Like <see cref="Resolve"/>, but wildcards stand for the files that match, in the order of their names.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>.</exception>
    public static IEnumerable<MediaSource> ResolveAll(string text, string parameter, SessionState session)
    {
        bool isPattern = !MediaSource.IsAddress(text) && !FileUri.IsFileUri(text) && WildcardPattern.ContainsWildcardCharacters(text);
        // A name with brackets in it is that name where there is such a file.
        bool isName = isPattern && FileSystemPath.Resolve(text, session, out _) is { Length: > 0 } path && File.Exists(path);
        if (!isPattern || isName)
        {
            return [Resolve(text, parameter, session)];
        }

        string[] files = Expand(text, session);
        return files.Length > 0
            ? files.OrderBy(file => file, StringComparer.OrdinalIgnoreCase).Select(MediaSource.FromFile)
            : throw CreateUnreadableException(parameter, text, "no file matches it");
    }

    private static string[] Expand(string pattern, SessionState session)
    {
        try
        {
            IEnumerable<string> found = session.Path.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider);
            return provider.Name == "FileSystem" ? [.. found.Where(File.Exists)] : [];
        }
        catch (SessionStateException)
        {
            return [];
        }
    }

    private static MeshVideoException CreateUnreadableException(string parameter, string text, string why) =>
        new(MeshVideoErrorKind.MediaUnreadable, $"{parameter} '{text}' cannot be sent: {why}. Nothing was created. Give a file, an http(s) link, a data URI or an asset.");
}
