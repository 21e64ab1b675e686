using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Demo;

/// <summary>Runs a program to its end, or to ours.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program that writes to our console.</summary>
    public static Task<ChildResult> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken) =>
        RunAsync(start, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Runs a program that reads nothing and whose output is kept.</summary>
    public static Task<ChildResult> CaptureAsync(ProcessStartInfo start, TimeSpan timeout, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.CreateNoWindow = true;
        return RunAsync(start, timeout, cancellationToken);
    }

    private static async Task<ChildResult> RunAsync(ProcessStartInfo start, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(timeout);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        StringBuilder output = new();
        Task reading = Task.CompletedTask;
        if (start.RedirectStandardOutput)
        {
            process.StandardInput.Close();
            reading = Task.WhenAll(CopyLinesAsync(process.StandardOutput, output), CopyLinesAsync(process.StandardError, output));
        }

        int? exitCode = await WaitAsync(process, stop.Token);

        // A grandchild that outlives its parent may hold the pipes open for ever.
        await Task.WhenAny(reading, Task.Delay(Patience, CancellationToken.None));
        lock (output)
        {
            return new ChildResult(exitCode, output.ToString());
        }
    }

    private static async Task<int?> WaitAsync(Process process, CancellationToken stop)
    {
        try
        {
            await process.WaitForExitAsync(stop);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process);
            return null;
        }
    }

    // Ctrl+C reaches the child too, and a shell that ends by itself leaves the terminal tidy.
    private static async Task StopAsync(Process process)
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task CopyLinesAsync(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
