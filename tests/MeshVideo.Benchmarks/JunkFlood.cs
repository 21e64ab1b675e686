using System;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Callbacks;
using MeshVideo.Tests.Support;

namespace MeshVideo.Benchmarks;

/// <summary>What ten thousand junk requests do to a waiting shell.</summary>
internal static class JunkFlood
{
    private const int Requests = 10_000;
    private const double MiB = 1024 * 1024;

    // Each step takes seconds: a longer one is a hang.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<string> SectionAsync(string shell, string module)
    {
        Console.Error.WriteLine("webhooks: junk");
        await using SimulatorProcess simulator = await SimulatorProcess.StartAsync("--run-seconds", "86400");
        string id = await simulator.MakeTaskAsync();
        Uri address = new($"http://127.0.0.1:{FreePort()}/mesh/");
        string script = $"Import-Module '{module}'; 'ready'; Wait-MeshVideo '{id}' -ListenUri {address} | ForEach-Object Id";
        using Process wait = Start(shell, simulator, script);
        try
        {
            return await MeasureAsync(wait, simulator, id, address);
        }
        finally
        {
            wait.KillTree();
        }
    }

    private static async Task<string> MeasureAsync(Process wait, SimulatorProcess simulator, string id, Uri address)
    {
        await wait.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        await OpenAsync(address);
        using InvalidCallbacks junk = new(address, id);
        // What the first requests load and compile is not what a flood costs.
        await junk.SendAsync(200).WaitAsync(Limit);
        using CancellationTokenSource over = new();
        Task<(double Before, double Most)> memory = WatchAsync(wait, over.Token);
        Stopwatch watch = Stopwatch.StartNew();
        await junk.SendAsync(Requests).WaitAsync(5 * Limit);
        watch.Stop();
        await over.CancelAsync();
        (double before, double most) = await memory;

        Task<string?> ended = wait.StandardOutput.ReadLineAsync();
        bool isQuiet = !ended.IsCompleted;
        int reads = (await simulator.CountReadsAsync())[id];
        Stopwatch call = Stopwatch.StartNew();
        await simulator.FinishAsync(id);
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.PostAsync(address, new StringContent($$"""{"id": "{{id}}"}"""));
        double answered = call.Elapsed.TotalMilliseconds;
        bool isEnded = await ended.WaitAsync(Limit) == id;
        return string.Create(CultureInfo.InvariantCulture, $"""

            {Requests:N0} invalid requests (incomplete headers on connections that stay open, other paths, 100 MB bodies with a content length and in chunks,
            invalid JSON, unknown ids, false success of the running task, data that is not HTTP) were sent to `Wait-MeshVideo -ListenUri`. They took {watch.Elapsed.TotalSeconds:0.0} s
            and increased its memory by at most {most - before:0} MiB (from {before:0} MiB). Emitted in the meantime: {(isQuiet ? "nothing" : "something")}; GETs: {reads}. The
            valid callback after that got status {(int)answer.StatusCode} in {answered:0} ms, and the task {(isEnded ? "was emitted" : "was not emitted")} {call.Elapsed.TotalSeconds:0.0} s after it.

            """);
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static Process Start(string shell, SimulatorProcess simulator, string script)
    {
        ProcessStartInfo start =
            new(shell, ["-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in simulator.Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task OpenAsync(Uri address)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, address.Port);
                return;
            }
            catch (SocketException) when (tries < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    private static async Task<(double Before, double Most)> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        double before = Memory();
        double most = before;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(50, CancellationToken.None);
            most = Math.Max(most, Memory());
        }

        return (before, most);

        double Memory()
        {
            process.Refresh();
            return process.WorkingSet64 / MiB;
        }
    }
}
