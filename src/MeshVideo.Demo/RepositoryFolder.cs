using System;
using System.IO;

namespace MeshVideo.Demo;

/// <summary>Finds the repository that contains this program.</summary>
internal static class RepositoryFolder
{
    /// <summary>Looks for the repository in the parent folders of the program.</summary>
    /// <returns>The full path; null if the program is not in a repository.</returns>
    public static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MeshVideo.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
