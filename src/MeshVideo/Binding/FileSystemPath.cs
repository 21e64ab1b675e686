using System;
using System.Management.Automation;
using DriveNotFound = System.Management.Automation.DriveNotFoundException;

namespace MeshVideo.Binding;

/// <summary>Full paths by the shell's location, its drives and ~, taken literally.</summary>
internal static class FileSystemPath
{
    private const string FileSystem = "FileSystem";

    /// <param name="path">The path as given.</param>
    /// <param name="session">The session whose location and drives count.</param>
    /// <param name="objection">Why it is no path of the file system, or null.</param>
    /// <returns>The full path; empty with an objection.</returns>
    public static string Resolve(string path, SessionState session, out string? objection)
    {
        try
        {
            string resolved = session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            objection = provider.Name == FileSystem ? null : $"it is on the {provider.Name} provider, not in the file system";
            return resolved;
        }
        catch (ProviderNotFoundException exception) when (exception.ItemName == FileSystem)
        {
            // A restricted endpoint that shows no provider has no paths.
            objection = "this session has no FileSystem provider; its configuration can show it with VisibleProviders = 'FileSystem'";
            return string.Empty;
        }
        catch (Exception exception) when (exception is DriveNotFound or ProviderNotFoundException or PSArgumentException or NotSupportedException)
        {
            objection = exception.Message.TrimEnd('.');
            return string.Empty;
        }
    }
}
