using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;

namespace MeshVideo.Loader;

/// <summary>Resolves the client for the cmdlets, and the client's own references, in the module's folder. Requests of others are ignored.</summary>
internal static class AssemblyResolver
{
    private const string Client = "MeshVideo.Client";

    private static int _isRegistered;

    /// <param name="folder">Where the client and its libraries are.</param>
    public static void Register(string folder)
    {
        if (Interlocked.Exchange(ref _isRegistered, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Resolve(folder, request);
        }
    }

    private static Assembly? Resolve(string folder, ResolveEventArgs request)
    {
        string name = new AssemblyName(request.Name).Name;
        if (name != Client && !IsIn(folder, request.RequestingAssembly?.Location))
        {
            return null;
        }

        // A subfolder named after the system may have the same assembly, compiled ahead of time for it.
        string compiled = Path.Combine(folder, GetSystemName(), name + ".dll");
        string path = File.Exists(compiled) ? compiled : Path.Combine(folder, name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private static bool IsIn(string folder, string? location) =>
        !string.IsNullOrEmpty(location) && string.Equals(Path.GetDirectoryName(location), folder, StringComparison.OrdinalIgnoreCase);

    private static string GetSystemName()
    {
        string system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx"
            : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
    }
}
