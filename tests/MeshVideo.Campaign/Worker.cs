using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Tests.Support;

namespace MeshVideo.Campaign;

/// <summary>A PowerShell with the module in it that runs pipelines until it is killed.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;

    private readonly string _diskFile;

    private Worker(Process process, string diskFile)
    {
        _process = process;
        _diskFile = diskFile;
    }

    public bool HasEnded => _process.HasExited;

    public static Worker Start(string shell, string manifest, string? diskShim)
    {
        ProcessStartInfo start = new(
            shell, ["-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "Worker.ps1"), manifest])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] names = [.. start.Environment.Keys.Where(name => name.StartsWith("MESH", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in names)
        {
            start.Environment.Remove(name);
        }

        string diskFile = Path.GetTempFileName();
        if (diskShim is not null)
        {
            start.Environment["LD_PRELOAD"] = diskShim;
            start.Environment["MESHVIDEO_CAMPAIGN_DISK"] = diskFile;
        }

        start.Environment["NO_COLOR"] = "1";
        // Most of them live too briefly to gain from being watched.
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process process = Process.Start(start)!;
        // Whatever it says there is part of no answer, but must not block it.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new Worker(process, diskFile);
    }

    /// <summary>Has its disk misbehave from now on.</summary>
    public void SetDisk(DiskFault fault) => File.WriteAllText(_diskFile, DiskShim.NameOf(fault));

    /// <summary>Runs a pipeline.</summary>
    /// <returns>What it gave; nothing where the process was killed meanwhile.</returns>
    public async Task<WorkerAnswer?> RunAsync(object job)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job));
            await _process.StandardInput.FlushAsync();
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.StartsWith('{'))
                {
                    return JsonSerializer.Deserialize<WorkerAnswer>(line);
                }

                // A pipeline that ends early writes its warnings to the host.
                Console.Error.WriteLine(line);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // Killed before it could read the line, or in the middle of its answer.
            await _process.WaitForExitAsync(TimeSpan.FromSeconds(20));
            return null;
        }
    }

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public void Kill()
    {
        _process.KillTree();
    }

    /// <summary>Sockets that it holds open, where the system tells.</summary>
    public int? OpenSockets() => OperatingSystem.IsLinux()
        ? new DirectoryInfo($"/proc/{_process.Id}/fd")
            .EnumerateFileSystemInfos()
            .Count(file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : null;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        File.Delete(_diskFile);
    }
}
