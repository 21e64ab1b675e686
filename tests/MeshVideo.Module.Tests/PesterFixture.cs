using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Demo;
using Xunit;

namespace MeshVideo.ModuleTests;

/// <summary>Runs all Pester files once, in one PowerShell, with the module as it is after the package was installed.</summary>
public sealed class PesterFixture : IAsyncLifetime
{
    private static readonly TimeSpan RunTime = TimeSpan.FromMinutes(30);
    private const string SeedVariable = "MESHVIDEO_TEST_SEED";
    private static readonly string[] OwnVariables = ["MESHAPI_", "MESH_API_KEY", "MESHVIDEO_"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly DirectoryInfo _modules = Directory.CreateTempSubdirectory("meshvideo-modules-");

    internal PesterRun Run { get; private set; } = PesterRun.NotHere("Pester has not run");

    /// <summary>What Pester wrote to its console.</summary>
    internal string Output { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        if (await PowerShellTool.FindAsync() is not { } shell)
        {
            Run = PesterRun.NotHere(PowerShellTool.Missing);
            return;
        }

        if (!OperatingSystem.IsWindows())
        {
            // A test runs the module as another user, who cannot read a temporary folder by default.
            _modules.UnixFileMode |=
                UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }

        using ModulePackage package = new();
        Run = await RunAsync(shell, TestedFiles.Module ?? package.InstallInto(_modules.FullName));
    }

    public Task DisposeAsync()
    {
        _modules.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private async Task<PesterRun> RunAsync(string shell, string module)
    {
        string resultPath = Path.GetTempFileName();
        try
        {
            ChildResult child = await ChildProcess.CaptureAsync(
                Start(shell, module, resultPath), RunTime, CancellationToken.None);
            Output = child.Output;
            return child.Succeeded
                ? JsonSerializer.Deserialize<PesterRun>(await File.ReadAllTextAsync(resultPath), Json)!
                : throw new InvalidOperationException(Describe(shell, child));
        }
        finally
        {
            File.Delete(resultPath);
        }
    }

    private static ProcessStartInfo Start(string shell, string module, string resultPath)
    {
        string script = Path.Combine(PesterFiles.Folder, "RunPester.ps1");
        ProcessStartInfo start = new(shell)
        {
            ArgumentList =
            {
                "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass",
                "-File", script, "-ResultPath", resultPath, "-PesterPath", TestedFiles.Pester,
            },
            UseShellExecute = false,
            WorkingDirectory = PesterFiles.Folder,
        };

        IDictionary<string, string?> environment = start.Environment;
        foreach (string name in environment.Keys.Where(IsOwn).ToArray())
        {
            environment.Remove(name);
        }

        environment["MESHVIDEO_TEST_POWERSHELL"] = shell;
        environment["MESHVIDEO_TEST_MODULE"] = module;
        environment["MESHVIDEO_TEST_PACKAGE"] = TestedFiles.Package;
        environment["MESHVIDEO_TEST_SIMULATOR"] = TestedFiles.Simulator;
        environment["MESHVIDEO_TEST_NETWORK"] = TestedFiles.Network;
        // A proxy cannot reach the simulator.
        environment["no_proxy"] = "127.0.0.1,"
            + (Environment.GetEnvironmentVariable("no_proxy") ?? Environment.GetEnvironmentVariable("NO_PROXY"));
        environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    // A key or a service of the user's own must not get into the tests.
    private static bool IsOwn(string name) =>
        name != SeedVariable && OwnVariables.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase));

    private static string Describe(string shell, ChildResult child)
    {
        string end = child.ExitCode is { } code
            ? $"ended with exit code {code}"
            : $"was stopped after {RunTime.TotalMinutes:0} min";
        return $"{shell} {end}. Its last words:\n{child.Output[^Math.Min(child.Output.Length, 4000)..]}";
    }
}
