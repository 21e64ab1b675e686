using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Demo;

namespace MeshVideo.Campaign;

/// <summary>The long campaign: <c>--pipelines N --seed N --lanes N --minutes N</c>. Writes docs/reliability.md.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (SearchPath.Find("pwsh") is not { } shell || RepositoryFolder.Find() is not { } repository)
        {
            Console.WriteLine("The campaign is skipped: it runs pipelines in PowerShell, and there is no pwsh on the PATH.");
            return 0;
        }

        int Option(string name, int absent) =>
            args.SkipWhile(argument => argument != name)
                .Skip(1)
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
                .FirstOrDefault(absent);
        int pipelines = Option("--pipelines", 10_000);
        int seed = Option("--seed", 1);
        DateTimeOffset start = DateTimeOffset.UtcNow;
        string manifest = Path.Combine(repository, "out", "MeshVideo", "MeshVideo.psd1");
        (Tally tally, int sockets) = await CampaignRun.PlayAsync(
            shell,
            manifest,
            seed,
            pipelines,
            Option("--lanes", 2 * Environment.ProcessorCount),
            TimeSpan.FromMinutes(Option("--minutes", 24 * 60)),
            Show);

        string report = ReliabilityReport.Write(tally, seed, sockets, DateTimeOffset.UtcNow - start);
        Console.WriteLine(report);
        if (!args.Contains("--no-report"))
        {
            string page = Path.Combine(repository, "docs", "reliability.md");
            await File.WriteAllTextAsync(page, report + SoakSection(await File.ReadAllTextAsync(page)));
        }

        return tally.Findings.Count == 0 ? 0 : 1;
    }

    // The soak is a run of its own, whose section stays.
    private static string SoakSection(string page) =>
        page.IndexOf("\n## Soak", StringComparison.Ordinal) is >= 0 and int start ? page[start..] : string.Empty;

    private static void Show(Tally tally, Scenario scenario, Verdict verdict)
    {
        foreach (Finding finding in verdict.Findings)
        {
            Console.Error.WriteLine($"{finding.Kind}: {finding.Text}\n  {scenario}");
        }

        if (tally.Pipelines % 100 == 0)
        {
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {tally.Pipelines} pipelines, {tally.Kills} kills, "
                + $"{tally.Faults.Values.Sum()} faults, {tally.Asked} asked, {tally.Findings.Count} findings");
        }
    }
}
