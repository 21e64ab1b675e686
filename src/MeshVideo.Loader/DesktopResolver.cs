using System;
using System.IO;
using System.Reflection;
using System.Threading;

namespace MeshVideo.Loader;

/// <summary>
/// Windows PowerShell has no load contexts. What the module's own assemblies ask for is found in the module's own folder; what others
/// ask for is left alone.
/// </summary>
internal static class DesktopResolver
{
    private static int _installed;

    public static void Install(string folder)
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Resolve(folder, request);
        }
    }

    private static Assembly? Resolve(string folder, ResolveEventArgs request)
    {
        string name = new AssemblyName(request.Name).Name;
        bool isOurs = name == "MeshVideo.Client" || IsBelow(folder, request.RequestingAssembly?.Location);
        string path = Path.Combine(folder, name + ".dll");
        return isOurs && File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private static bool IsBelow(string folder, string? location) =>
        !string.IsNullOrEmpty(location) && string.Equals(Path.GetDirectoryName(location), folder, StringComparison.OrdinalIgnoreCase);
}
