using System;
using System.Collections.Generic;
using System.IO;

namespace MeshVideo.Demo;

/// <summary>What was typed after the program's name.</summary>
/// <param name="Folder">The full path of the folder to save to, if one was named.</param>
/// <param name="NoPowerShell">Whether to go without PowerShell even where there is one.</param>
/// <param name="Help">Whether the help text is wanted.</param>
internal sealed record DemoArguments(string? Folder, bool NoPowerShell, bool Help)
{
    public const string HelpText = """
        Makes two videos with the MeshVideo module, against a simulated service: no key, no cost.

          dotnet run --project src/MeshVideo.Demo [-- [FOLDER] [--no-powershell]]

          FOLDER             where to save the videos (out/demo in the repository, emptied first)
          --no-powershell    do it through the client library, as where there is no PowerShell

        """;

    /// <exception cref="FormatException">They cannot be understood; the message says which.</exception>
    public static DemoArguments Parse(IReadOnlyList<string> arguments)
    {
        DemoArguments parsed = new(Folder: null, NoPowerShell: false, Help: false);
        foreach (string argument in arguments)
        {
            parsed = argument switch
            {
                "--no-powershell" => parsed with { NoPowerShell = true },
                "--help" or "-h" or "-?" => parsed with { Help = true },
                ['-', ..] => throw new FormatException($"There is no option {argument}. See --help."),
                "" => throw new FormatException("The folder has no name. See --help."),
                _ when parsed.Folder is not null =>
                    throw new FormatException($"'{argument}' is one folder too many. See --help."),
                _ => parsed with { Folder = Path.GetFullPath(argument) },
            };
        }

        return parsed;
    }
}
