using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Simulator;

internal static class Program
{
    private const int Failed = 1;
    private const int InvalidArguments = 2;

    private static async Task<int> Main(string[] arguments)
    {
        CommandLine line;
        try
        {
            line = CommandLine.Parse(arguments);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message} See --help.").ConfigureAwait(false);
            return InvalidArguments;
        }

        if (line.Help)
        {
            await Console.Out.WriteAsync(CommandLineHelp.Text).ConfigureAwait(false);
            return 0;
        }

        try
        {
            await ServeAsync(line).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The port is in use or not permitted.
            await Console.Error.WriteLineAsync($"The simulator cannot start: {e.Message}").ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task ServeAsync(CommandLine line)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        SimulatorHost host = await SimulatorHost.StartAsync(line.Options, CancellationToken.None).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            await WriteBannerAsync(host).ConfigureAwait(false);
            if (line.StopWithStandardInput)
            {
                _ = Task.Run(() => ReadToEnd(stopped));
            }

            await stopped.Task.ConfigureAwait(false);
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }

    private static async Task WriteBannerAsync(SimulatorHost host)
    {
        string speed = host.Options.Speed == 1 ? "" : FormattableString.Invariant($", {host.Options.Speed:0.##} times as fast");
        string address = host.BaseUri.GetLeftPart(UriPartial.Authority);
        await Console.Out.WriteLineAsync(
            $"""
            A local Mesh video service{speed}. It costs nothing; Ctrl+C stops it.
            $env:MESHAPI_BASE_URL = '{address}'
            $env:MESHAPI_API_KEY = '{host.ApiKey}'
            """).ConfigureAwait(false);
        await Console.Out.FlushAsync().ConfigureAwait(false);
    }

    private static void ReadToEnd(TaskCompletionSource stopped)
    {
        while (Console.In.ReadLine() is not null)
        {
        }

        stopped.TrySetResult();
    }
}
