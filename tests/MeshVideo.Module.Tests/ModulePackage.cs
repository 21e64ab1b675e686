using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace MeshVideo.ModuleTests;

/// <summary>The package that users install.</summary>
internal sealed class ModulePackage : IDisposable
{
    private const string Manifest = "MeshVideo.psd1";
    private const string Specification = "MeshVideo.nuspec";

    private static readonly string[] FormatFiles = ["_rels/", "package/", "[Content_Types].xml", Specification];

    private readonly ZipArchive _archive = ZipFile.OpenRead(TestedFiles.Package);

    /// <summary>What becomes the module's folder: all but what belongs to the format.</summary>
    public IReadOnlyList<ZipArchiveEntry> Files =>
        [.. _archive.Entries.Where(entry => !FormatFiles.Any(own => entry.FullName.StartsWith(own, StringComparison.Ordinal)))];

    /// <summary>A field of what the gallery shows.</summary>
    public string? Metadata(string name) => Fields.Elements().FirstOrDefault(field => field.Name.LocalName == name)?.Value;

    /// <summary>
    /// Makes a module folder as an installation does: a folder of modules, one of this name, one of this version.
    /// </summary>
    /// <returns>The manifest in it.</returns>
    public string InstallInto(string modules)
    {
        string folder = Path.Combine(modules, "MeshVideo", Metadata("version")!);
        foreach (ZipArchiveEntry file in Files)
        {
            string path = Path.Combine(folder, file.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file.ExtractToFile(path);
        }

        return Path.Combine(folder, Manifest);
    }

    public string Text(string name)
    {
        using StreamReader reader = new(_archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => _archive.Dispose();

    private XElement Fields => XDocument.Parse(Text(Specification)).Root!.Elements().Single();
}
