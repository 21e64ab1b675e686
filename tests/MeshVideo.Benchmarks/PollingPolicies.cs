using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using MeshVideo.Client.Tests.Waiting;

namespace MeshVideo.Benchmarks;

/// <summary>How many looks a wait takes and how late it sees an end, by a clock of its own: the same on every machine.</summary>
internal static class PollingPolicies
{
    private const double Median = 90;
    private const double Spread = 0.6;
    private const int Tasks = 500;
    private const int Waits = 10;

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
        Append(
            text,
            "MeshVideo, 20 run times known from the service's list",
            seed => new VirtualWait(RunTimes(seed), VirtualWait.LogNormal(20, Median, Spread, seed + 1000)));
        Append(text, "MeshVideo, no run times known at the start", seed => new VirtualWait(RunTimes(seed)));
        return text.ToString();
    }

    private static double[] RunTimes(int seed) => VirtualWait.LogNormal(Tasks, Median, Spread, seed);

    private static void Append(StringBuilder text, string name, Func<int, VirtualWait> make)
    {
        IReadOnlyList<VirtualWait> waits = [.. Enumerable.Range(1, Waits).Select(seed => make(seed).Run())];
        double looks = waits.Average(wait => wait.LooksPerTask);
        double delay = waits.Average(wait => wait.MeanDelay);
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {looks:0.0} | {delay:0.00} s | {looks * delay:0.0} |\n");
    }
}
