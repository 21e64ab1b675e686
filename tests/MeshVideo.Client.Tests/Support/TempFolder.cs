using System;
using System.IO;
using System.Linq;

namespace MeshVideo.Client.Tests.Support;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("meshvideo-").FullName;

    /// <summary>The names of all files in it and below, but for what is kept about them.</summary>
    public string[] Files => [.. All.Where(file => !IsRecord(file))];

    /// <summary>The names of the records, which tell of the others.</summary>
    public string[] Records => [.. All.Where(file => IsRecord(file) && file.EndsWith(".json", StringComparison.Ordinal))];

    private string[] All =>
    [
        .. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file))
            .Order(StringComparer.Ordinal),
    ];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The unfinished files.</summary>
    public string[] Parts => [.. All.Where(file => IsRecord(file) && file.EndsWith(".part", StringComparison.Ordinal))];

    /// <summary>Where the unfinished file of a name is.</summary>
    public string PartOf(string name) => this[$".meshvideo/{name}.part"];

    public string Write(string name, params byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    private static bool IsRecord(string file) => file.Contains(".meshvideo", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
