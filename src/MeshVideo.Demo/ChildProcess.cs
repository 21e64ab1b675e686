using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Demo;

/// <summary>Runs a program, and stops it if it is canceled or times out.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program that uses the console of this process.</summary>
    public static Task<ChildResult> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken) =>
        RunAsync(start, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Runs a program without input and captures its output.</summary>
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

        // A process that the child started may keep the pipes open.
        await Task.WhenAny(reading, Task.Delay(StopTimeout, CancellationToken.None));
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

    // The child also receives Ctrl+C. A shell that exits by itself restores the terminal.
    private static async Task StopAsync(Process process)
    {
        using CancellationTokenSource timeout = new(StopTimeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
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
