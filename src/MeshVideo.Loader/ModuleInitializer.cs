using System.IO;
using System.Management.Automation;

namespace MeshVideo.Loader;

/// <summary>
/// Runs when the module is imported, before PowerShell reflects over the cmdlets. Registers the folder of the client for the
/// edition of PowerShell, but does not load the client.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        string module = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        bool isPowerShell7 = typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";
        AssemblyResolver.Register(Path.Combine(module, isPowerShell7 ? "net8.0" : "netstandard2.0"));
    }
}
