using System;
using Xunit.Abstractions;

namespace MeshVideo.ModuleTests;

/// <summary>One <c>It</c> of a Pester file, as found by reading the file. All its <c>-ForEach</c> cases are one test.</summary>
public sealed record PesterTest : IXunitSerializable
{
    private const string Ending = ".Tests.ps1";

    /// <summary>The file, relative to the folder of the tests.</summary>
    public string File { get; private set; } = string.Empty;

    /// <summary>The name as written, so with the placeholders of a template.</summary>
    public string Name { get; private set; } = string.Empty;

    public static PesterTest Create(string file, string name) => new() { File = file, Name = name };

    public void Deserialize(IXunitSerializationInfo info)
    {
        File = info.GetValue<string>(nameof(File));
        Name = info.GetValue<string>(nameof(Name));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(File), File);
        info.AddValue(nameof(Name), Name);
    }

    // What xunit shows; it would cut a string short.
    public override string ToString() =>
        $"{(File.EndsWith(Ending, StringComparison.Ordinal) ? File[..^Ending.Length] : File)}: {Name}";
}
