using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Demo;

/// <summary>Finds a PowerShell that supports the module.</summary>
internal sealed class PowerShellFinder(string repository, CancellationToken cancellationToken)
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestoreTimeout = TimeSpan.FromSeconds(15);
    private static readonly string[] ToolArguments = ["tool", "run", "pwsh", "--"];

    /// <summary>Looks for PowerShell on the PATH, then for the repository's .NET tool.</summary>
    public async Task<PowerShell?> FindAsync() =>
        await ProbeAsync(SearchPath.Find("pwsh"))
        ?? await ProbeAsync(OperatingSystem.IsWindows() ? SearchPath.Find("powershell") : null)
        ?? await FindToolAsync();

    private async Task<PowerShell?> FindToolAsync()
    {
        if (!File.Exists(Path.Combine(repository, ".config", "dotnet-tools.json")) || SearchPath.Find("dotnet") is not { } dotnet)
        {
            return null;
        }

        if (await ProbeAsync(dotnet, ToolArguments) is { } restored)
        {
            return restored;
        }

        Console.WriteLine(
            "PowerShell was not found on the PATH. "
            + $"Running 'dotnet tool restore' for up to {RestoreTimeout.TotalSeconds:0} seconds.");
        ProcessStartInfo restore = new(dotnet, ["tool", "restore"]) { UseShellExecute = false, WorkingDirectory = repository };
        ChildResult result = await ChildProcess.CaptureAsync(restore, RestoreTimeout, cancellationToken);
        return result.Succeeded ? await ProbeAsync(dotnet, ToolArguments) : null;
    }

    // Runs the program to get its version, because an installed program may fail to start.
    private async Task<PowerShell?> ProbeAsync(string? file, params IReadOnlyList<string> firstArguments)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (file is null)
        {
            return null;
        }

        PowerShell candidate = new(file, firstArguments, new Version());
        try
        {
            ProcessStartInfo start = candidate.Start(repository, "-Command", "$PSVersionTable.PSVersion.ToString()");
            ChildResult result = await ChildProcess.CaptureAsync(start, ProbeTimeout, cancellationToken);
            if (result.Succeeded && Version.TryParse(result.Output.Trim().Split('-')[0], out Version? version))
            {
                candidate = candidate with { Version = version };
            }
        }
        catch (Win32Exception)
        {
            // The program cannot run on this machine.
        }

        return candidate.IsSupported ? candidate : null;
    }
}
