using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;

namespace MeshVideo.Loader;

/// <summary>Resolves the client, and the references of the module's own assemblies, in the module's folder.</summary>
internal static class AssemblyResolver
{
    private const string ClientName = "MeshVideo.Client";

    private static int _isRegistered;

    /// <summary>Registers the resolver, once per process.</summary>
    /// <param name="folder">The folder of the client and its libraries.</param>
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
        if (name != ClientName && !IsIn(folder, request.RequestingAssembly?.Location))
        {
            return null;
        }

        // A subfolder for the runtime identifier may contain the same assembly, compiled ahead of time.
        string readyToRun = Path.Combine(folder, GetRuntimeIdentifier(), name + ".dll");
        string path = File.Exists(readyToRun) ? readyToRun : Path.Combine(folder, name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private static bool IsIn(string folder, string? location) =>
        !string.IsNullOrEmpty(location)
            && string.Equals(Path.GetDirectoryName(location), folder, StringComparison.OrdinalIgnoreCase);

    private static string GetRuntimeIdentifier()
    {
        string system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx"
            : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
    }
}
