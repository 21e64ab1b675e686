using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace MeshVideo.Loader;

/// <summary>
/// Runs when the module is imported, before PowerShell looks at the cmdlets: from then on the client is found in the folder of the
/// edition that runs. Nothing of it is loaded yet.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        string module = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        bool isPowerShell7 = typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";
        if (!isPowerShell7)
        {
            DesktopResolver.Install(Path.Combine(module, "netstandard2.0"));
            return;
        }

        // Load contexts are not in .NET Standard, so the one we use is in an assembly that only PowerShell 7 sees.
        string folder = Path.Combine(module, "net8.0");
        Assembly contexts = Assembly.LoadFrom(Path.Combine(folder, "MeshVideo.LoadContext.dll"));
        contexts.GetType("MeshVideo.LoadContext.ModuleLoadContext", throwOnError: true)!
            .GetMethod("Install")!
            .Invoke(obj: null, [folder]);
    }
}
