using System;
using System.IO;
using MeshVideo.Demo;

namespace MeshVideo.ModuleTests;

/// <summary>What is tested, as built along with the tests, or as named in the environment: a package, or another PowerShell.</summary>
internal static class TestedFiles
{
    public static string Module =>
        FromEnvironment("MESHVIDEO_TEST_MODULE") ?? Path.Combine(RepositoryFolder.Find()!, "out", "MeshVideo", "MeshVideo.psd1");

    public static string? PowerShell => FromEnvironment("MESHVIDEO_TEST_POWERSHELL") ?? SearchPath.Find("pwsh");

    // Projects have folders side by side, with one for each configuration.
    public static string Simulator => FromEnvironment("MESHVIDEO_TEST_SIMULATOR") ?? Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "MeshVideo.Simulator", Configuration, "MeshVideo.Simulator.dll"));

    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } path ? Path.GetFullPath(path) : null;
}
