using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Campaign;

/// <summary>Makes a scenario of a seed: the same one each time.</summary>
internal static class ScenarioGenerator
{
    private static readonly string?[] Ratios = [null, "16:9", "9:16"];

    public static Scenario Make(int seed)
    {
        Random random = new(seed);
        List<Row> rows = Rows(random);
        return new Scenario
        {
            Seed = seed,
            Rows = rows,
            Faults = [.. Enumerable.Range(0, Few(random, 10)).Select(_ => FaultDeck.Draw(random))],
            Kills = random.Next(16) == 0
                ? [
                    .. Enumerable.Range(0, 1 + Few(random, 3))
                        .Select(_ => (random.Next(1, 1 + (4 * rows.Count)), random.Next(0, 40))),
                ]
                : [],
            DiskFaults = random.Next(8) == 0
                ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (DiskFault)random.Next(1, 4))]
                : [],
            HasPlantedLink = random.Next(12) == 0,
            QueueSeconds = 0.1 * random.NextDouble(),
            RunSeconds = 0.6 * random.NextDouble() * random.NextDouble(),
            ClockSkewSeconds =
                random.Next(12) switch { 0 => -7200, 1 => 7200, 2 => -3, 3 => 3, 4 => -6, 5 => 6, 6 => -60, 7 => 60, _ => 0 },
            FileBytes = random.Next(3) == 0 ? random.Next(200_000, 3_000_000) : 0,
            IsTalkative = random.Next(3) == 0,
            IncludesLastFrame = random.Next(3) == 0,
            PollIntervalSec = random.Next(4) == 0 ? 0 : 0.1 + (0.2 * random.NextDouble()),
            MaxRunning = random.Next(6) == 0 ? random.Next(1, 4) : null,
            CreateSeconds = random.Next(3) == 0 ? 0.3 * random.NextDouble() : 0,
            HasTwoProcesses = random.Next(10) == 0,
            MaxCost = random.Next(4) == 0 ? rows.Sum(row => row.Usd) * random.Next(0, 120) / 100 : null,
        };
    }

    private static List<Row> Rows(Random random)
    {
        List<Row> rows = [];
        int count = 1 + Few(random, 6);
        for (int index = 0; index < count; index++)
        {
            // Twins are what a journal could mistake for each other.
            Row row = index > 0 && random.Next(4) == 0
                ? rows[random.Next(index)]
                : new Row(
                    $"shot {index}{Ending(random)}", random.Next(4, 9), Ratios[random.Next(Ratios.Length)], random.Next(3) == 0);
            rows.Add(row);
        }

        return rows;
    }

    private static string Ending(Random random) => random.Next(12) switch
    {
        0 => " [simulate:failed]",
        1 => " [simulate:expired]",
        2 => " [simulate:run=1.5]",
        _ => string.Empty,
    };

    // More often few than many.
    private static int Few(Random random, int limit) => random.Next(1 + random.Next(limit));
}
