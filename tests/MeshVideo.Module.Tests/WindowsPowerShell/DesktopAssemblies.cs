using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace MeshVideo.ModuleTests.WindowsPowerShell;

/// <summary>
/// What Windows PowerShell 5.1 on .NET Framework 4.7.2 would load of the package, and what stands there already: the framework's
/// reference assemblies, facades included, and PowerShell's of version 5.1. An assembly of the package is preferred, as the
/// loader does.
/// </summary>
internal sealed class DesktopAssemblies : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _read = [];
    private readonly string _folder;

    /// <param name="module">The folder of an installed module.</param>
    public DesktopAssemblies(string module)
    {
        _folder = module;
        string[] folders = [module, Path.Combine(module, "netstandard2.0")];
        IEnumerable<string> files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"));
        Own = [.. files.Order(StringComparer.Ordinal).Select(Read)];
    }

    /// <summary>The assemblies of the package.</summary>
    public IReadOnlyList<AssemblyDefinition> Own { get; }

    /// <returns>None where nothing of this name would be found.</returns>
    public AssemblyDefinition? Find(AssemblyNameReference name) =>
        Places(name.Name).FirstOrDefault(File.Exists) is { } path ? Read(path) : null;

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Find(name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in _read.Values)
        {
            assembly.Dispose();
        }
    }

    private IEnumerable<string> Places(string name) =>
        from folder in new[]
        {
            Path.Combine(_folder, "netstandard2.0"),
            _folder,
            TestedFiles.Framework,
            Path.Combine(TestedFiles.Framework, "Facades"),
            TestedFiles.PowerShellStandard,
        }
        select Path.Combine(folder, name + ".dll");

    private AssemblyDefinition Read(string path) => _read.TryGetValue(path, out AssemblyDefinition? known)
        ? known
        : _read[path] = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
}
