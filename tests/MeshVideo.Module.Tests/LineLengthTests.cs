using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using MeshVideo.Demo;
using Xunit;

namespace MeshVideo.ModuleTests;

/// <summary>Checks the length of the lines in C# files, which no analyzer of the SDK does.</summary>
public sealed partial class LineLengthTests
{
    /// <summary>The same as max_line_length in .editorconfig.</summary>
    private const int MaximumLength = 130;

    /// <summary>A string literal of this length is data, as is a raw string of several lines: the line can be longer.</summary>
    private const int LongLiteral = 60;

    private static readonly string[] Folders = ["src", "tests"];

    [Fact]
    public void No_line_is_longer_than_the_maximum()
    {
        string repository = RepositoryFolder.Find()!;
        IEnumerable<string> tooLong =
            from folder in Folders
            from path in Directory.EnumerateFiles(Path.Combine(repository, folder), "*.cs", SearchOption.AllDirectories).Order()
            let name = Path.GetRelativePath(repository, path).Replace('\\', '/')
            from number in FindLongLines(File.ReadAllLines(path))
            select $"{name}:{number}";

        Assert.Empty(tooLong);
    }

    private static IEnumerable<int> FindLongLines(string[] lines)
    {
        bool isInRawString = false;
        for (int index = 0; index < lines.Length; index++)
        {
            string line = lines[index];
            bool isData = isInRawString || Literals().Matches(line).Any(literal => literal.Length >= LongLiteral);
            if (line.Length > MaximumLength && !isData)
            {
                yield return index + 1;
            }

            isInRawString ^= RawStringQuotes().Count(line) % 2 == 1;
        }
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawStringQuotes();

    [GeneratedRegex("\"{3,}.*?\"{3,}|\"(?:\\\\.|[^\"\\\\])*\"")]
    private static partial Regex Literals();
}
