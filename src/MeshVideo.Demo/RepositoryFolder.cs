using System;
using System.IO;

namespace MeshVideo.Demo;

/// <summary>The clone that this program was built in.</summary>
internal static class RepositoryFolder
{
    /// <summary>Looks for it from the program upward.</summary>
    /// <returns>Its full path; none where the program was copied elsewhere.</returns>
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
