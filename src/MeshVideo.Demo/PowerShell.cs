using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace MeshVideo.Demo;

/// <summary>An installed PowerShell.</summary>
/// <param name="FileName">The program to start.</param>
/// <param name="FirstArguments">The arguments before those of PowerShell, if the program is <c>dotnet</c>.</param>
/// <param name="Version">The version of PowerShell.</param>
internal sealed record PowerShell(string FileName, IReadOnlyList<string> FirstArguments, Version Version)
{
    /// <summary>The minimum version of PowerShell 7.</summary>
    public static readonly Version MinimumVersion = new(7, 4);

    private static readonly Version WindowsPowerShellVersion = new(5, 1);

    public bool IsSupported =>
        Version >= MinimumVersion || (Version.Major == WindowsPowerShellVersion.Major && Version >= WindowsPowerShellVersion);

    public ProcessStartInfo Start(string workingDirectory, params IEnumerable<string> arguments)
    {
        string[] all = [.. FirstArguments, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", .. arguments];
        ProcessStartInfo start = new(FileName, all)
        {
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    public override string ToString() => $"PowerShell {Version} ({string.Join(' ', [FileName, .. FirstArguments])})";
}
