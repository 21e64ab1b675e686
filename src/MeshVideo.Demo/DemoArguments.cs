using System;
using System.Collections.Generic;
using System.IO;

namespace MeshVideo.Demo;

/// <summary>The command-line arguments of the demo.</summary>
/// <param name="Folder">The full path of the target folder, if one is specified.</param>
/// <param name="NoPowerShell">Whether to use the client library even if PowerShell is installed.</param>
/// <param name="Help">Whether to show the help text.</param>
internal sealed record DemoArguments(string? Folder, bool NoPowerShell, bool Help)
{
    public const string HelpText = """
        Creates two videos with the MeshVideo module and a simulated service. No key is required, and nothing is charged.

          dotnet run --project src/MeshVideo.Demo [-- [FOLDER] [--no-powershell]]

          FOLDER             the target folder; by default, out/demo in the repository, which is emptied first
          --no-powershell    use the client library instead of PowerShell

        """;

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="FormatException">An argument is not valid.</exception>
    public static DemoArguments Parse(IReadOnlyList<string> arguments)
    {
        DemoArguments parsed = new(Folder: null, NoPowerShell: false, Help: false);
        foreach (string argument in arguments)
        {
            parsed = argument switch
            {
                "--no-powershell" => parsed with { NoPowerShell = true },
                "--help" or "-h" or "-?" => parsed with { Help = true },
                ['-', ..] => throw new FormatException($"The option {argument} is unknown. See --help."),
                "" => throw new FormatException("The folder is empty. See --help."),
                _ when parsed.Folder is not null =>
                    throw new FormatException($"Only one folder can be specified, but '{argument}' is another one. See --help."),
                _ => parsed with { Folder = Path.GetFullPath(argument) },
            };
        }

        return parsed;
    }
}
