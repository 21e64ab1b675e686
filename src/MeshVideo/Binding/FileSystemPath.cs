using System;
using System.IO;
using System.Management.Automation;
using DriveNotFound = System.Management.Automation.DriveNotFoundException;

namespace MeshVideo.Binding;

/// <summary>Resolves literal paths by the current location, the drives and ~.</summary>
internal static class FileSystemPath
{
    private const string ProviderName = "FileSystem";
    private const string ExtendedPrefix = @"\\?\";
    private const string ExtendedSharePrefix = @"\\?\UNC\";

    /// <summary>
    /// Removes the prefix of extended paths on Windows. .NET adds it where it is required. PowerShell takes its ? for a wildcard.
    /// </summary>
    public static string RemoveExtendedPrefix(string path)
    {
        if (Path.DirectorySeparatorChar != '\\' || !path.StartsWith(ExtendedPrefix, StringComparison.Ordinal))
        {
            return path;
        }

        string rest = path.Substring(ExtendedPrefix.Length);
        return path.StartsWith(ExtendedSharePrefix, StringComparison.OrdinalIgnoreCase)
            ? @"\\" + path.Substring(ExtendedSharePrefix.Length)
            : rest.Length > 1 && rest[1] == ':' ? rest : path;
    }

    /// <param name="path">The path that the user specified.</param>
    /// <param name="session">The session whose location and drives apply.</param>
    /// <param name="problem">Why it is not a file system path, or null.</param>
    /// <returns>The full path; empty if there is a problem.</returns>
    public static string Resolve(string path, SessionState session, out string? problem)
    {
        try
        {
            string resolved = session.Path.GetUnresolvedProviderPathFromPSPath(
                RemoveExtendedPrefix(path), out ProviderInfo provider, out _);
            problem = provider.Name == ProviderName ? null : $"it is on the {provider.Name} provider, not in the file system";
            return resolved;
        }
        catch (ProviderNotFoundException exception) when (exception.ItemName == ProviderName)
        {
            // A constrained endpoint may have no visible providers.
            problem = "the FileSystem provider is not visible in this session; to make it visible, set VisibleProviders = 'FileSystem' in the session configuration";
            return string.Empty;
        }
        catch (Exception exception) when (
            exception is DriveNotFound or ProviderNotFoundException or PSArgumentException or NotSupportedException)
        {
            problem = exception.Message.TrimEnd('.');
            return string.Empty;
        }
    }
}
