using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Demo;

namespace MeshVideo.Campaign;

/// <summary>A library that has the disk of a process misbehave. It is made with gcc, and there is none elsewhere.</summary>
internal static class DiskShim
{
    private static readonly TimeSpan CompileTime = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<string?>> Made = new(MakeAsync);

    /// <returns>The library; null where it cannot be made.</returns>
    public static Task<string?> FindAsync() => Made.Value;

    /// <summary>What the library takes for a fault.</summary>
    public static string NameOf(DiskFault fault) => fault switch
    {
        DiskFault.FlushFails => "flush-fails",
        DiskFault.LocksDoNothing => "locks-do-nothing",
        DiskFault.LocksFailLate => "locks-fail-late",
        _ => "fine",
    };

    private static async Task<string?> MakeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        string library = Path.Combine(AppContext.BaseDirectory, "disk-shim.so");
        ProcessStartInfo start = new(
            "gcc", ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "disk-shim.c"), "-ldl"]);
        try
        {
            return (await ChildProcess.CaptureAsync(start, CompileTime, CancellationToken.None)).Succeeded ? library : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
