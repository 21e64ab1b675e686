using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using MeshVideo.Demo;

namespace MeshVideo.ModuleTests;

/// <summary>The Pester files of this folder, read without PowerShell.</summary>
internal static partial class PesterFiles
{
    public static readonly string Folder = RepositoryFolder.Find() is { } repository
        ? Path.Combine(repository, "tests", "MeshVideo.Module.Tests")
        : throw new DirectoryNotFoundException("These tests run in the repository that they were built in.");

    /// <summary>
    /// Every <c>It</c> that begins its line and has its name in single quotes; a name that stands twice comes twice.
    /// </summary>
    public static IEnumerable<PesterTest> FindTests() =>
        from path in Directory.EnumerateFiles(Folder, "*.Tests.ps1", SearchOption.AllDirectories).Order()
        from Match it in ItPattern().Matches(File.ReadAllText(path))
        select PesterTest.Create(NameOf(path), it.Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal));

    /// <summary>How a file is named here, on every system.</summary>
    public static string NameOf(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');

    [GeneratedRegex(@"^[ \t]*It[ \t]+(-Name[ \t]+)?'(?<name>([^'\r\n]|'')+)'", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ItPattern();
}
