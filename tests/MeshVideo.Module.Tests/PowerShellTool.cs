using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Demo;

namespace MeshVideo.ModuleTests;

/// <summary>
/// The PowerShell that tests run: one named in the environment, one on the PATH, or the .NET tool that the repository names.
/// </summary>
internal static class PowerShellTool
{
    /// <summary>Why tests are skipped where there is none.</summary>
    public const string Missing = "no PowerShell found: there is no pwsh on the PATH, and it could not be had as a .NET tool";

    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TurnTime = TimeSpan.FromMinutes(5);

    /// <returns>A program to start; none where there is none.</returns>
    public static async Task<string?> FindAsync() =>
        Environment.GetEnvironmentVariable("MESHVIDEO_TEST_POWERSHELL") is { Length: > 0 } named ? named
        : SearchPath.Find("pwsh") is { } found ? await ResolveAsync(found)
        : await InstallAsync();

    /// <summary>
    /// The pwsh of a .NET tool is a program that starts the shell as another process. A test that kills, measures or interrupts a
    /// shell must reach the shell itself, so that it is started by a script that becomes it.
    /// </summary>
    private static async Task<string> ResolveAsync(string program)
    {
        if (OperatingSystem.IsWindows() || RepositoryFolder.Find() is not { } repository)
        {
            return program;
        }

        ProcessStartInfo question = new(
            program, ["-NoProfile", "-NonInteractive", "-Command", "(Get-Process -Id $PID).Path; $PSHOME"]);
        string[] answer = (await ChildProcess.CaptureAsync(question, AnswerTime, CancellationToken.None)).Output.Split(
            '\n', StringSplitOptions.TrimEntries);
        if (answer is not [var host, var home, ..]
            || Path.GetFileName(host) != "dotnet"
            || !File.Exists(Path.Combine(home, "pwsh.dll")))
        {
            return program;
        }

        string folder = Path.Combine(repository, "out", "tools", "pwsh-on-path");
        using FileStream turn = await TakeTurnAsync(folder + ".lock");
        return await WriteLauncherAsync(folder, host, Path.Combine(home, "pwsh.dll"));
    }

    private static async Task<string?> InstallAsync()
    {
        string? repository = RepositoryFolder.Find();
        if (OperatingSystem.IsWindows() || repository is null || SearchPath.Find("dotnet") is not { } dotnet)
        {
            return null;
        }

        string version = await ReadVersionAsync(repository);
        string folder = Path.Combine(repository, "out", "tools", $"powershell-{version}");
        string program = Path.Combine(folder, "bin", "pwsh");
        using FileStream turn = await TakeTurnAsync(folder + ".lock");
        if (!File.Exists(program) && await DownloadAsync(dotnet, version, folder) is { } library)
        {
            await WriteLauncherAsync(folder, dotnet, library);
        }

        return File.Exists(program) ? program : null;
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<string> WriteLauncherAsync(string folder, string dotnet, string library)
    {
        string program = Path.Combine(folder, "bin", "pwsh");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        string script = $"#!/bin/sh\nexec '{dotnet}' '{library}' \"$@\"\n";
        if (!File.Exists(program) || await File.ReadAllTextAsync(program) != script)
        {
            await File.WriteAllTextAsync(program, script);
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        }

        return program;
    }

    // Test projects may run side by side, each in a process of its own.
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && watch.Elapsed < TurnTime)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<string?> DownloadAsync(string dotnet, string version, string folder)
    {
        ProcessStartInfo install = new(dotnet, ["tool", "install", "powershell", "--version", version, "--tool-path", folder])
        {
            UseShellExecute = false,
        };
        try
        {
            await ChildProcess.CaptureAsync(install, InstallTime, CancellationToken.None);
        }
        catch (Win32Exception)
        {
            return null;
        }

        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "pwsh.dll", SearchOption.AllDirectories).FirstOrDefault(IsShell)
            : null;
    }

    private static bool IsShell(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == "unix";

    private static async Task<string> ReadVersionAsync(string repository)
    {
        await using FileStream file = File.OpenRead(Path.Combine(repository, ".config", "dotnet-tools.json"));
        using JsonDocument tools = await JsonDocument.ParseAsync(file);
        return tools.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString()!;
    }
}
