using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Threading;

namespace MeshVideo.LoadContext;

/// <summary>
/// Holds the client and its libraries apart from PowerShell's own assemblies and those of other modules, so that each has the versions
/// that it was made with. Lives as long as the process: a newer module needs a new one.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string Client = "MeshVideo.Client";

    private static int _installed;

    // The same assemblies, compiled ahead of time for this system, stand in a folder of its name where the module was made with them.
    private static readonly string SystemName = $"{OperatingSystemName}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base("MeshVideo") => _folder = folder;

    /// <summary>From now on the cmdlets find the client in this context.</summary>
    /// <param name="folder">Where the client and its libraries are.</param>
    public static void Install(string folder)
    {
        if (Interlocked.Exchange(ref _installed, 1) != 0)
        {
            return;
        }

        ModuleLoadContext context = new(folder);
        Default.Resolving += (_, name) => name.Name == Client ? context.LoadFromAssemblyName(name) : null;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = assemblyName.Name + ".dll";
        string compiled = Path.Combine(_folder, SystemName, file);
        string path = File.Exists(compiled) ? compiled : Path.Combine(_folder, file);
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsLinux() ? "linux" : "other";
}
