using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace MeshVideo.Tests.Support;

/// <summary>Waits for child processes that have an end, and ends processes with what they started.</summary>
internal static class ProcessExtensions
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(20);

    /// <summary>Waits for a process whose output is redirected.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public static async Task<(string Output, string Error)> ReadToEndAsync(this Process process, TimeSpan limit)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StartInfo.RedirectStandardError
            ? process.StandardError.ReadToEndAsync()
            : Task.FromResult(string.Empty);
        try
        {
            await Task.WhenAll(output, error, process.WaitForExitAsync()).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.KillTree();
            throw NotEnded(process, limit);
        }

        return (await output, await error);
    }

    /// <summary>Waits for a process.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public static async Task WaitForExitAsync(this Process process, TimeSpan limit)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.KillTree();
            throw NotEnded(process, limit);
        }
    }

    /// <summary>
    /// Ends a process as kill -9 does, with all that it started: the pwsh of a .NET tool is a program that starts the shell.
    /// </summary>
    /// <exception cref="TimeoutException">It is still there.</exception>
    public static void KillTree(this Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        if (!process.WaitForExit(EndTime))
        {
            throw NotEnded(process, EndTime);
        }
    }

    private static TimeoutException NotEnded(Process process, TimeSpan limit)
    {
        string command = $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}";
        return new TimeoutException($"'{command}' did not end within {limit.TotalSeconds} s.");
    }
}
