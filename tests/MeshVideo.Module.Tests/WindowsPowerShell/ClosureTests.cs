using System;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Xunit;

namespace MeshVideo.ModuleTests.WindowsPowerShell;

/// <summary>
/// What can be known of Windows PowerShell 5.1 without it: everything that the package asks for exists there. .NET Framework
/// finds an assembly of a strong name only at the very version asked for; otherwise it asks the loader, which gives the
/// package's. So a version may be newer than asked for, never older.
/// </summary>
public sealed class ClosureTests : IDisposable
{
    private static readonly string[] Standard = ["netstandard", "System.Management.Automation"];

    private readonly DirectoryInfo _modules = Directory.CreateTempSubdirectory("meshvideo-closure-");
    private readonly DesktopAssemblies _assemblies;

    public ClosureTests()
    {
        using ModulePackage package = new();
        _assemblies = new DesktopAssemblies(Path.GetDirectoryName(package.InstallInto(_modules.FullName))!);
    }

    public void Dispose()
    {
        _assemblies.Dispose();
        _modules.Delete(recursive: true);
    }

    [Fact]
    public void Every_reference_is_met_by_the_package_or_the_framework_at_that_version_or_a_newer_one()
    {
        Assert.NotEmpty(_assemblies.Own);
        Assert.Empty(
            from assembly in _assemblies.Own
            from reference in assembly.MainModule.AssemblyReferences
            let found = _assemblies.Find(reference)
            where found is null
                || found.Name.Version < reference.Version
                || !found.Name.PublicKeyToken.SequenceEqual(reference.PublicKeyToken)
            select $"{assembly.Name.Name} wants {reference.FullName} and gets {found?.FullName ?? "nothing"}");
    }

    [Fact]
    public void Every_type_and_member_that_is_used_exists_there() =>
        Assert.Empty(
            from assembly in _assemblies.Own
            from member in assembly.MainModule.GetTypeReferences().Concat(assembly.MainModule.GetMemberReferences())
            where member.DeclaringType is not ArrayType && !Exists(member)
            select $"{assembly.Name.Name} uses {member.FullName}");

    [Fact]
    public void Our_own_assemblies_are_written_against_the_standard_and_what_is_shipped_alone()
    {
        string[] shipped = [.. _assemblies.Own.Select(assembly => assembly.Name.Name), .. Standard];
        Assert.Empty(
            from assembly in _assemblies.Own
            where assembly.Name.Name.StartsWith("MeshVideo", StringComparison.Ordinal)
            from reference in assembly.MainModule.AssemblyReferences
            where !shipped.Contains(reference.Name)
            select $"{assembly.Name.Name} wants {reference.Name}");
    }

    [Fact]
    public void The_cmdlets_and_the_loader_need_no_library_before_the_client_does()
    {
        string[] early = ["MeshVideo", "MeshVideo.Loader"];
        string[] allowed = [.. Standard, "MeshVideo.Client"];
        Assert.Empty(_assemblies.Own.Where(assembly => early.Contains(assembly.Name.Name))
            .SelectMany(assembly => assembly.MainModule.AssemblyReferences).Select(reference => reference.Name).Except(allowed));
    }

    [Fact]
    public void Every_assembly_of_the_folder_is_needed()
    {
        string[] wanted =
        [
            .. _assemblies.Own.SelectMany(assembly => assembly.MainModule.AssemblyReferences).Select(reference => reference.Name),
        ];
        Assert.Empty(
            _assemblies.Own.Select(assembly => assembly.Name.Name).Except(wanted).Except(["MeshVideo", "MeshVideo.Loader"]));
    }

    private static bool Exists(MemberReference member)
    {
        try
        {
            return member switch
            {
                TypeReference type => type.Resolve() is not null,
                MethodReference method => method.Resolve() is not null,
                FieldReference field => field.Resolve() is not null,
                _ => false,
            };
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }
}
