using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Demo;

namespace MeshVideo.ModuleTests;

/// <summary>The PowerShell that tests run: one named in the environment, one on the PATH, or the .NET tool that the repository names.</summary>
internal static class PowerShellTool
{
    /// <summary>Why tests are skipped where there is none.</summary>
    public const string Missing = "no PowerShell found: there is no pwsh on the PATH, and it could not be had as a .NET tool";

    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(2);

    /// <returns>A program to start; none where there is none.</returns>
    public static async Task<string?> FindAsync() =>
        Environment.GetEnvironmentVariable("MESHVIDEO_TEST_POWERSHELL") is { Length: > 0 } named ? named
        : SearchPath.Find("pwsh") ?? await InstallAsync();

    // The tool's own program is one that starts another. A test that kills a shell, or interrupts it, must reach the shell itself.
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
            Directory.CreateDirectory(Path.Combine(folder, "bin"));
            await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec '{dotnet}' '{library}' \"$@\"\n");
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        }

        return File.Exists(program) ? program : null;
    }

    // Test projects may run side by side, each in a process of its own.
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
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
