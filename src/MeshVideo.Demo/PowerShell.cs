using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace MeshVideo.Demo;

/// <summary>A PowerShell on this machine.</summary>
/// <param name="FileName">The program to start.</param>
/// <param name="FirstArguments">What the program needs before PowerShell's own arguments.</param>
/// <param name="Version">Its version.</param>
internal sealed record PowerShell(string FileName, IReadOnlyList<string> FirstArguments, Version Version)
{
    /// <summary>The oldest PowerShell 7 that the module runs in.</summary>
    public static readonly Version Oldest = new(7, 4);

    private static readonly Version WindowsPowerShell = new(5, 1);

    public bool IsSupported => Version >= Oldest || (Version.Major == WindowsPowerShell.Major && Version >= WindowsPowerShell);

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
