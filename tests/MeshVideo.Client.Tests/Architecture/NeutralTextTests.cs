using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace MeshVideo.Client.Tests.Architecture;

/// <summary>The client is a .NET library: it names no cmdlet, no cmdlet's parameter, and not PowerShell.</summary>
public sealed class NeutralTextTests
{
    private static readonly Regex PowerShellWord = new(
        @"\b(New|Get|Wait|Save|Receive|ConvertFrom)-[A-Z]\w+|(^|[\s""'(\[])-[A-Z][a-z]\w+|\$env:|PowerShell|[Cc]mdlet|\bpipeline\b", RegexOptions.CultureInvariant);

    [Fact]
    public void The_source_names_nothing_of_PowerShell()
    {
        string[] lines =
        [
            .. from file in ClientSource.Files
               from line in File.ReadLines(file)
               // A minus sign before a name is arithmetic.
               where PowerShellWord.IsMatch(Regex.Replace(line, @"[-+*/(,?:=>]\s-[A-Z]\w*\b|\(-[A-Z]\w*|=> -[A-Z]", string.Empty))
               select $"{Path.GetRelativePath(ClientSource.Folder, file)}: {line.Trim()}",
        ];

        Assert.Empty(lines);
    }
}
