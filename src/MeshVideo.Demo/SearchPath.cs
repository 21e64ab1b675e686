using System;
using System.IO;
using System.Linq;

namespace MeshVideo.Demo;

/// <summary>Finds programs on the PATH.</summary>
internal static class SearchPath
{
    /// <summary>Finds a program.</summary>
    /// <param name="name">The name of the program, without an extension.</param>
    /// <returns>The full path of the first match; null if there is none.</returns>
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
