using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Demo;
using MeshVideo.ModuleTests;
using MeshVideo.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace MeshVideo.Campaign;

/// <summary>
/// Runs batches in a real PowerShell, with random faults and kills. MESHVIDEO_CAMPAIGN_PIPELINES sets how many pipelines run, and
/// MESHVIDEO_TEST_SEED the seed of the first. A failure names its seed: set it, and one pipeline, to repeat the failure.
/// </summary>
public sealed class CampaignTests(ITestOutputHelper output)
{
    private const int Pipelines = 20;
    private const int Lanes = 2;

    [SkippableFact]
    public async Task Nothing_is_paid_twice_lost_or_broken_whatever_happens()
    {
        string? shell = await PowerShellTool.FindAsync();
        Skip.If(shell is null, PowerShellTool.Missing);
        int seed = TestSeed.Value;
        int pipelines = FromEnvironment("MESHVIDEO_CAMPAIGN_PIPELINES") ?? Pipelines;
        output.WriteLine($"Seeds {seed} to {seed + pipelines - 1}");

        string manifest = Path.Combine(RepositoryFolder.Find()!, "out", "MeshVideo", "MeshVideo.psd1");
        (Tally tally, int sockets) = await CampaignRun.PlayAsync(shell, manifest, seed, pipelines, Lanes, TimeSpan.MaxValue);

        Assert.Equal(pipelines, tally.Pipelines);
        Assert.True(
            tally.Findings.Count == 0,
            string.Join("\n\n", tally.Findings.Select(found => $"{found.Finding.Kind}: {found.Finding.Text}\n{found.Scenario}")));
        Assert.InRange(sockets, 0, 100);
    }

    [Fact]
    public void A_seed_always_makes_the_same_scenario() =>
        Assert.All(
            Enumerable.Range(0, 100),
            seed => Assert.Equal(ScenarioGenerator.Make(seed).ToString(), ScenarioGenerator.Make(seed).ToString()));

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : null;
}
