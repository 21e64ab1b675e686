using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace MeshVideo.Benchmarks;

/// <summary>How soon a wait that listens sees an end, and how often it asks, on a real clock of a minute a task.</summary>
internal static class CallbackWaits
{
    private const int Tasks = 200;
    private const int QueueSeconds = 2;
    private const int RunSeconds = 58;

    /// <summary>Writes the figures as a section of the report.</summary>
    /// <param name="shell">A PowerShell.</param>
    /// <param name="module">The module's manifest.</param>
    public static async Task<string> SectionAsync(string shell, string module)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Waiting for callbacks

            {Tasks} tasks of {QueueSeconds + RunSeconds} s with a callback. "Confirmation" is the time from the callback to the confirmed task. "Detection" is the time from the end of a task to the confirmed task.

            | callbacks | ended | GETs | GETs per task, max | confirmation, median | confirmation, max | detection, max |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        text.Append(await RowAsync("all arrive"));
        text.Append(
            await RowAsync("every second one is lost", "--fault", """{"on":"webhook","kind":"reset","times":-1,"every":2}"""));
        text.Append(await JunkFlood.SectionAsync(shell, module));
        return text.ToString();
    }

    private static async Task<string> RowAsync(string name, params string[] arguments)
    {
        Console.Error.WriteLine($"webhooks: {name}");
        await using SimulatorProcess simulator = await SimulatorProcess.StartAsync(
            [
                "--queue-seconds", QueueSeconds.ToString(CultureInfo.InvariantCulture),
                "--run-seconds", RunSeconds.ToString(CultureInfo.InvariantCulture),
                .. arguments,
            ]);
        MeshVideoClient client = new(new MeshVideoConnection(new ApiKey(simulator.Key), new Uri(simulator.Address)));
        ConcurrentDictionary<string, (long Called, long Ended)> times = new();
        ConcurrentDictionary<string, long> made = new();
        using TaskWaiter waiter = new(
            new WaitOptions { PollInterval = CallbackListener.PollInterval },
            outcome =>
                times.AddOrUpdate(
                    outcome.Id, _ => (0, Stopwatch.GetTimestamp()), (_, time) => (time.Called, Stopwatch.GetTimestamp())));
        using CallbackListener listener = CallbackListener.Start(new Uri("http://127.0.0.1:0/mesh/"), id =>
        {
            times.TryAdd(id, (Stopwatch.GetTimestamp(), 0));
            waiter.OnCallback(id);
        });

        for (int number = 0; number < Tasks; number++)
        {
            VideoTask task = await client.CreateAsync(
                new VideoRequest { Prompt = $"shot {number}", CallbackUrl = listener.Address.AbsoluteUri });
            made[task.Id] = Stopwatch.GetTimestamp();
            waiter.Add(client, task.Id, task);
        }

        await waiter.WhenAllEnded();
        IReadOnlyDictionary<string, int> reads = await simulator.CountReadsAsync();
        double[] woken =
        [
            .. times.Values.Where(time => time.Called > 0)
                .Select(time => Stopwatch.GetElapsedTime(time.Called, time.Ended).TotalMilliseconds)
                .Order(),
        ];
        double seen = made.Max(
            task => Stopwatch.GetElapsedTime(task.Value, times[task.Key].Ended).TotalSeconds) - QueueSeconds - RunSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} ({woken.Length}) | {times.Values.Count(time => time.Ended > 0)} | {reads.Values.Sum()} | {reads.Values.Max()} "
                + $"| {woken[woken.Length / 2]:0} ms | {woken[^1]:0} ms | {seen:0.0} s |\n");
    }
}
