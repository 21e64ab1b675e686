using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Benchmarks;
using MeshVideo.Demo;
using Xunit;

namespace MeshVideo.ModuleTests.WindowsPowerShell;

/// <summary>
/// The package's client for Windows PowerShell, found as there, does the main job on .NET Framework; elsewhere on Mono, which has
/// the same libraries by others.
/// </summary>
public sealed class DesktopClientTests : IDisposable
{
    private const int Side = 300;

    private static readonly string? Runtime = OperatingSystem.IsWindows() ? null : SearchPath.Find("mono");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("meshvideo-desktop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task A_batch_is_finished_by_running_it_again_after_a_lost_answer()
    {
        Skip.If(!OperatingSystem.IsWindows() && Runtime is null, "There is neither .NET Framework nor Mono.");
        await using SimulatorProcess simulator = await SimulatorProcess.StartAsync(
            "--queue-seconds", "0",
            "--run-seconds", "1",
            "--fault", """{"on": "create", "kind": "reset", "after": true, "skip": 1}""");
        WriteImage(Path.Combine(_folder, "first.bmp"));
        string module = InstallModule();

        string[] first = await RunAsync(module, simulator.Address);
        string[] second = await RunAsync(module, simulator.Address);
        string[] third = await RunAsync(module, simulator.Address);

        Assert.Equal("CreateOutcomeUnknown", first[1]);
        Assert.Equal(first[0], second[0]);
        Assert.Equal(second, third);
        Assert.Equal(3, (await simulator.CountRequestsAsync()).Creates);
        Assert.Equal(
            ["mp4", "mp4", "mp4", "png"],
            third.Skip(3).Select(path => Path.GetExtension(path)[1..]).Order(StringComparer.Ordinal));
        Assert.All(third.Skip(3), path => Assert.NotEqual(0, new FileInfo(path).Length));
    }

    private string InstallModule()
    {
        using ModulePackage package = new();
        return Path.GetDirectoryName(package.InstallInto(Path.Combine(_folder, "modules")))!;
    }

    // The smallest that the service takes: nothing but a header, and black.
    private static void WriteImage(string path)
    {
        const int headers = 54;
        using BinaryWriter writer = new(File.Create(path));
        writer.Write("BM"u8);
        int[] fields = [headers + (Side * Side * 3), 0, headers, 40, Side, Side, 1 | (24 << 16), 0, 0, 0, 0, 0, 0];
        foreach (int number in fields)
        {
            writer.Write(number);
        }

        writer.Write(new byte[Side * Side * 3]);
    }

    private async Task<string[]> RunAsync(string module, string service)
    {
        string[] arguments = [TestedFiles.DesktopClient, module, service, _folder];
        ProcessStartInfo start = Runtime is null ? new(arguments[0], arguments.Skip(1)) : new(Runtime, arguments);
        ChildResult result = await ChildProcess.CaptureAsync(start, Patience, CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.Output);
        return result.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
