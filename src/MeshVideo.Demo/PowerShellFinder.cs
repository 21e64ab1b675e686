using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Demo;

/// <summary>Looks for a PowerShell that answers and that the module runs in.</summary>
internal sealed class PowerShellFinder(string repository, CancellationToken cancellationToken)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestoreTime = TimeSpan.FromSeconds(15);
    private static readonly string[] ToolArguments = ["tool", "run", "pwsh", "--"];

    /// <summary>Looks on the PATH, then for the .NET tool that the repository names.</summary>
    public async Task<PowerShell?> FindAsync() =>
        await AskAsync(SearchPath.Find("pwsh"))
        ?? await AskAsync(OperatingSystem.IsWindows() ? SearchPath.Find("powershell") : null)
        ?? await FindToolAsync();

    private async Task<PowerShell?> FindToolAsync()
    {
        if (!File.Exists(Path.Combine(repository, ".config", "dotnet-tools.json")) || SearchPath.Find("dotnet") is not { } dotnet)
        {
            return null;
        }

        if (await AskAsync(dotnet, ToolArguments) is { } restored)
        {
            return restored;
        }

        Console.WriteLine($"No PowerShell on the PATH: trying 'dotnet tool restore', {RestoreTime.TotalSeconds:0} s at most.");
        ProcessStartInfo restore = new(dotnet, ["tool", "restore"]) { UseShellExecute = false, WorkingDirectory = repository };
        ChildResult result = await ChildProcess.CaptureAsync(restore, RestoreTime, cancellationToken);
        return result.Succeeded ? await AskAsync(dotnet, ToolArguments) : null;
    }

    // The version is asked of the program itself: one that is there need not run.
    private async Task<PowerShell?> AskAsync(string? file, params IReadOnlyList<string> firstArguments)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (file is null)
        {
            return null;
        }

        PowerShell candidate = new(file, firstArguments, new Version());
        try
        {
            ProcessStartInfo question = candidate.Start(repository, "-Command", "$PSVersionTable.PSVersion.ToString()");
            ChildResult answer = await ChildProcess.CaptureAsync(question, AnswerTime, cancellationToken);
            if (answer.Succeeded && Version.TryParse(answer.Output.Trim().Split('-')[0], out Version? version))
            {
                candidate = candidate with { Version = version };
            }
        }
        catch (Win32Exception)
        {
            // Not a program of this machine.
        }

        return candidate.IsSupported ? candidate : null;
    }
}
