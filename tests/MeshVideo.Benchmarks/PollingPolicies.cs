using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using MeshVideo.Client.Tests.Polling;

namespace MeshVideo.Benchmarks;

/// <summary>How many looks a wait takes and how late it sees an end, by a clock of its own: the same on every machine.</summary>
internal static class PollingPolicies
{
    private const double Median = 90;
    private const double Spread = 0.6;
    private const int Tasks = 500;
    private const int Waits = 50;
    private const int BatchTasks = 30;

    /// <summary>Writes the comparison as a section of the report.</summary>
    public static string Section()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Poll timing

            Simulated, and therefore the same on every computer: {Tasks * Waits:N0} tasks in waits of {Tasks}, with log-normal run times (median {Median:0} s, sigma {Spread}).
            The delay is the time from the end of a task to the poll that detects it. No policy that polls each task independently can reduce
            polls x delay below 43.7, half the square of the integral of the survival function times the square root of the hazard rate. This is
            0.75 of the value for a fixed interval of 5 s.

            | policy | polls per task | mean delay | polls x delay |
            | --- | --- | --- | --- |

            """);
        Append(
            text,
            "every 5 s",
            seed => new VirtualWait(RunTimes(seed), options: new WaitOptions { PollInterval = TimeSpan.FromSeconds(5) }));
        Append(
            text,
            "every 10 s",
            seed => new VirtualWait(RunTimes(seed), options: new WaitOptions { PollInterval = TimeSpan.FromSeconds(10) }));
        AppendThirdOfMedian(text);
        Append(
            text,
            "MeshVideo, 20 run times known from the service's list",
            seed => new VirtualWait(RunTimes(seed), VirtualWait.LogNormal(20, Median, Spread, seed + 1000)));
        Append(text, "MeshVideo, no run times known at the start", seed => new VirtualWait(RunTimes(seed)));
        AppendBatches(text);
        return text.ToString();
    }

    private static double[] RunTimes(int seed) => VirtualWait.LogNormal(Tasks, Median, Spread, seed);

    private static void Append(StringBuilder text, string name, Func<int, VirtualWait> make)
    {
        IReadOnlyList<VirtualWait> waits = [.. Enumerable.Range(1, Waits).Select(seed => make(seed).Run())];
        Append(text, name, waits.Average(wait => wait.PollsPerTask), waits.Average(wait => wait.MeanDelay));
    }

    private static void Append(StringBuilder text, string name, double polls, double delay) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {polls:0.0} | {delay:0.00} s | {polls * delay:0.0} |\n");

    // Polls at 0 s, at a third of the median, and then every 5 s.
    private static void AppendThirdOfMedian(StringBuilder text)
    {
        const double first = Median / 3;
        const double interval = 5;
        IReadOnlyList<double> runTimes = [.. Enumerable.Range(1, Waits).SelectMany(RunTimes)];
        IReadOnlyList<double> later = [.. runTimes.Select(seconds => Math.Max(0, Math.Ceiling((seconds - first) / interval)))];
        double delay = runTimes.Zip(later, (seconds, polls) => first + (polls * interval) - seconds).Average();
        Append(text, "at a third of the median, which has to be known, then every 5 s", 2 + later.Average(), delay);
    }

    private static void AppendBatches(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            Batches of {BatchTasks} tasks with the same run time, no run times known at the start:

            | run time | polls per task | mean delay |
            | --- | --- | --- |

            """);
        foreach (double seconds in new double[] { 3, 10, 30, 100 })
        {
            VirtualWait wait = new VirtualWait([.. Enumerable.Repeat(seconds, BatchTasks)]).Run();
            text.Append(CultureInfo.InvariantCulture, $"| {seconds:0} s | {wait.PollsPerTask:0.0} | {wait.MeanDelay:0.00} s |\n");
        }
    }
}
