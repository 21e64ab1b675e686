using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using MeshVideo.Demo;
using Xunit;

namespace MeshVideo.ModuleTests;

/// <summary>The package is what users get, so what is in it is written down here a second time.</summary>
public sealed partial class PackageTests : IDisposable
{
    private static readonly string[] Expected =
    [
        "LICENSE",
        "MeshVideo.Format.ps1xml",
        "MeshVideo.Loader.dll",
        "MeshVideo.Models.jsonc",
        "MeshVideo.Types.ps1xml",
        "MeshVideo.dll",
        "MeshVideo.psd1",
        "en-US/MeshVideo.dll-Help.xml",
        "en-US/about_MeshVideo.help.txt",
        "en-US/about_MeshVideo_Authentication.help.txt",
        "en-US/about_MeshVideo_Costs.help.txt",
        "en-US/about_MeshVideo_Models.help.txt",
        "en-US/about_MeshVideo_Unattended.help.txt",
        "en-US/about_MeshVideo_Webhooks.help.txt",
        "icon.png",
        "net8.0/MeshVideo.Client.dll",
        "netstandard2.0/MeshVideo.Client.dll",
        "netstandard2.0/Microsoft.Bcl.AsyncInterfaces.dll",
        "netstandard2.0/System.Buffers.dll",
        "netstandard2.0/System.Memory.dll",
        "netstandard2.0/System.Numerics.Vectors.dll",
        "netstandard2.0/System.Runtime.CompilerServices.Unsafe.dll",
        "netstandard2.0/System.Text.Encodings.Web.dll",
        "netstandard2.0/System.Text.Json.dll",
        "netstandard2.0/System.Threading.Tasks.Extensions.dll",
    ];

    private readonly ModulePackage _package = new();

    public void Dispose() => _package.Dispose();

    [Fact]
    public void The_package_holds_these_files_and_no_other()
    {
        // Only a package for the gallery is compiled ahead of time, for the systems that are common.
        string[] names = [.. _package.Files.Select(file => file.FullName).Where(name => !CompiledAheadOfTime().IsMatch(name))];
        Assert.Equal(Expected, names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_assembly_of_the_package_is_a_reference_without_code()
    {
        ZipArchiveEntry[] assemblies = [.. _package.Files.Where(file => file.Name.EndsWith(".dll", StringComparison.Ordinal))];
        Assert.NotEmpty(assemblies);
        Assert.DoesNotContain(assemblies, IsReference);
    }

    [Fact]
    public void The_gallery_is_told_what_the_manifest_says()
    {
        string manifest = File.ReadAllText(Path.Combine(RepositoryFolder.Find()!, "MeshVideo.psd1"));
        Assert.Contains($"ModuleVersion        = '{_package.Metadata("version")}'", manifest, StringComparison.Ordinal);
        Assert.Contains($"Description          = '{_package.Metadata("description")}'", manifest, StringComparison.Ordinal);
        Assert.Contains($"ProjectUri   = '{_package.Metadata("projectUrl")}'", manifest, StringComparison.Ordinal);
        Assert.Equal("MIT", _package.Metadata("license"));
        Assert.Equal("icon.png", _package.Metadata("icon"));
    }

    [Theory]
    [InlineData("PSModule")]
    [InlineData("Video")]
    [InlineData("PSEdition_Desktop")]
    [InlineData("PSEdition_Core")]
    [InlineData("PSCmdlet_New-MeshVideo")]
    [InlineData("PSCommand_Save-MeshVideo")]
    public void The_gallery_finds_it_by_tag(string tag) => Assert.Contains(tag, _package.Metadata("tags")!.Split(' '));

    [Fact]
    public void The_release_notes_are_the_newest_section_of_the_changelog()
    {
        string changelog = File.ReadAllText(Path.Combine(RepositoryFolder.Find()!, "CHANGELOG.md"));
        string newest = Regex.Split(changelog, @"^## \[.*\n", RegexOptions.Multiline)[1].Trim();
        Assert.NotEmpty(newest);
        Assert.Equal(newest, _package.Metadata("releaseNotes"));
        Assert.Contains(
            $"'{newest.Replace("'", "''", StringComparison.Ordinal)}'",
            _package.Text("MeshVideo.psd1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_names_no_path_of_a_checkout() =>
        Assert.DoesNotContain(
            "out/MeshVideo/", _package.Text("MeshVideo.psd1").Split("PrivateData")[0], StringComparison.Ordinal);

    private static bool IsReference(ZipArchiveEntry file)
    {
        using Stream content = file.Open();
        using MemoryStream bytes = new();
        content.CopyTo(bytes);
        bytes.Position = 0;
        using PEReader image = new(bytes);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(handle => metadata.GetCustomAttribute(handle).Constructor)
            .Where(constructor => constructor.Kind == HandleKind.MemberReference)
            .Select(constructor => metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent)
            .Where(parent => parent.Kind == HandleKind.TypeReference)
            .Select(parent => metadata.GetTypeReference((TypeReferenceHandle)parent).Name)
            .Any(name => metadata.GetString(name) == "ReferenceAssemblyAttribute");
    }

    [GeneratedRegex(@"^net8\.0/(win|linux|osx)-(x64|arm64)/MeshVideo\.Client\.dll$")]
    private static partial Regex CompiledAheadOfTime();
}
