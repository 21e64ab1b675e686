using System;
using System.IO;
using System.Linq;

namespace MeshVideo.Demo;

/// <summary>The folders of the PATH, where a shell looks for programs.</summary>
internal static class SearchPath
{
    /// <summary>Looks for a program.</summary>
    /// <param name="name">Its name, without an ending.</param>
    /// <returns>The full path of the first one; none where there is none.</returns>
    public static string? Find(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Select(folder => folder.Trim().Trim('"'))
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
