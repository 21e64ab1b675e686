using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Demo;

internal static class Program
{
    private const int Failed = 1;
    private const int InvalidArguments = 2;
    private const int Interrupted = 130;

    private static async Task<int> Main(string[] arguments)
    {
        using CancellationTokenSource interrupt = new();
        using PosixSignalRegistration controlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await RunAsync(DemoArguments.Parse(arguments), interrupt.Token);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return InvalidArguments;
        }
        catch (Exception e) when (e is MeshVideoException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupt.Cancel();
        }
    }

    private static async Task<int> RunAsync(DemoArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Help)
        {
            Console.Write(DemoArguments.HelpText);
            return 0;
        }

        // Prevents that this process and PowerShell use a proxy for the simulator, which a proxy cannot reach.
        string? noProxy = Environment.GetEnvironmentVariable("no_proxy") ?? Environment.GetEnvironmentVariable("NO_PROXY");
        Environment.SetEnvironmentVariable("no_proxy", "127.0.0.1," + noProxy);

        if (await new DemoRunner(arguments, cancellationToken).RunAsync())
        {
            return 0;
        }

        Console.Error.WriteLine("The demo failed: it did not create two videos.");
        return Failed;
    }
}
