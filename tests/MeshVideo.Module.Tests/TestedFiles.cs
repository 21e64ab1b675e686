using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace MeshVideo.ModuleTests;

/// <summary>
/// What is tested, as built along with the tests, or as named in the environment: another package or PowerShell.
/// </summary>
internal static class TestedFiles
{
    /// <summary>The manifest of a module that is tested instead of the package.</summary>
    public static string? Module => FromEnvironment("MESHVIDEO_TEST_MODULE");

    public static string Package => FromEnvironment("MESHVIDEO_TEST_PACKAGE") ?? Built("Package");

    /// <summary>The Pester that the tests are run by, the same everywhere.</summary>
    public static string Pester => Built("Pester");

    /// <summary>The reference assemblies of .NET Framework 4.7.2.</summary>
    public static string Framework => Built("Framework");

    /// <summary>The folder of Windows PowerShell 5.1's reference assembly.</summary>
    public static string PowerShellStandard => Built("PowerShellStandard");

    public static string Simulator => FromEnvironment("MESHVIDEO_TEST_SIMULATOR") ?? Beside("MeshVideo.Simulator");

    public static string Network => Beside("MeshVideo.TestNetwork");

    public static string DesktopClient => Path.ChangeExtension(Beside("MeshVideo.DesktopClient"), ".exe");

    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    // Projects have folders side by side, with one for each configuration.
    private static string Beside(string project) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Configuration, project + ".dll"));

    private static string Built(string name) => typeof(TestedFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == name).Value!;

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } path ? Path.GetFullPath(path) : null;
}
