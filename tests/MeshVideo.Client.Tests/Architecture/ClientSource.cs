using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MeshVideo.Client.Tests.Architecture;

/// <summary>The source files of the client, found from the folder of the tests.</summary>
internal static class ClientSource
{
    /// <summary>The folder of the client's project.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The source files.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories);

    /// <summary>
    /// The folder of each top-level type below the project's; empty for the project's own. A file is named after its type.
    /// </summary>
    public static Dictionary<string, string> FoldersByType { get; } = Files.ToDictionary(
        file => Path.GetFileNameWithoutExtension(file),
        file => Path.GetRelativePath(Folder, Path.GetDirectoryName(file)!).TrimStart('.'));

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string client = Path.Combine(folder.FullName, "src", "MeshVideo.Client");
            if (Directory.Exists(client))
            {
                return client;
            }
        }

        throw new DirectoryNotFoundException("The source of the client was not found above the folder of the tests.");
    }
}
