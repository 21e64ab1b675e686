using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>A journal that a crash cut short, at whatever byte.</summary>
public sealed class TornJournalTests
{
    private static readonly VideoRequest[] Rows = Batch.Rows("a lake", "a lake", "a wood");

    /// <summary>
    /// For each length: the service has a task for each intent that is wholly there, since nothing is sent before the intent is on the disk.
    /// Run again, the batch has three tasks at the service and in its hands, and knows them from then on.
    /// </summary>
    [Fact]
    public async Task At_every_byte_the_next_run_finishes_the_batch_and_pays_for_nothing_twice()
    {
        await using Service service = await Service.StartAsync(options => options.Keys = [SimulatorOptions.AnyKey]);
        using Batch whole = new();
        await whole.RunAsync(service.Client, Rows);
        byte[] journal = File.ReadAllBytes(whole.Path);

        await Parallel.ForAsync(0, journal.Length + 1, async (length, _) => await CutAsync(service, journal, length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task What_a_crash_left_stays_readable_after_the_next_run(string end)
    {
        await using Service service = await Service.StartAsync();
        using Batch batch = new();
        await batch.RunAsync(service, "a lake");
        File.AppendAllText(batch.Path, """{"v":1,"kind":"intent","time":"2026-01""" + "\0\0" + end);

        await batch.RunAsync(service, "a lake", "a wood");
        await batch.RunAsync(service, "a lake", "a wood", "a hill");

        Assert.Equal(3, service.Host.Tasks.Count);
        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id), batch.Ids);
        Assert.Equal(["journal", "intent", "task", "", "torn", "intent", "task", "intent", "task"], batch.Lines.Select(KindOf));
    }

    [Fact]
    public async Task A_mark_that_was_itself_cut_short_is_marked_too()
    {
        await using Service service = await Service.StartAsync();
        using Batch batch = new();
        await batch.RunAsync(service, "a lake");
        File.AppendAllText(batch.Path, "{\"v\":1,\"kind\":\"in\n{\"v\":1,\"kind\":\"to");

        await batch.RunAsync(service, "a lake", "a wood");

        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id), batch.Ids);
        Assert.Equal(["journal", "intent", "task", "", "", "torn", "intent", "task"], batch.Lines.Select(KindOf));
    }

    private static string KindOf(string line) =>
        line.Contains("\"time\":", StringComparison.Ordinal) && line.EndsWith('}') ? line.Split('"')[5] : string.Empty;

    private static async Task CutAsync(Service service, byte[] journal, int length)
    {
        int intents = Encoding.UTF8.GetString(journal, 0, length).Split('\n').Count(line => line.Contains("\"kind\":\"intent\"", StringComparison.Ordinal) && line.EndsWith('}'));
        MeshVideoClient client = Service.ClientOf(service.Host.BaseUri, new RecordingLog(), $"rsk_{length}");
        using Batch batch = new();
        await batch.RunAsync(client, Rows.Take(intents));

        // The lines are as long in each run, so that the rest of the whole journal is what would have come next.
        byte[] before = intents == 0 ? [] : File.ReadAllBytes(batch.Path);
        Assert.True(before.Length <= journal.Length);
        File.WriteAllBytes(batch.Path, [.. before.Concat(journal.Skip(before.Length)).Take(length)]);

        IReadOnlyList<RowOutcome> rows = await batch.RunAsync(client, Rows);
        IReadOnlyList<RowOutcome> again = await batch.RunAsync(client, Rows);

        string[] atService = [.. (await client.ListAsync(new VideoTaskQuery(), 0, 200)).Tasks.Select(task => task.Id).Order()];
        Assert.True(atService.Length == 3, $"{atService.Length} tasks after a cut at byte {length}");
        Assert.True(atService.SequenceEqual(rows.Select(row => row.ToString()).Order()), $"{string.Join(", ", rows)} after a cut at byte {length}");
        Assert.Equal(rows.Select(row => row.ToString()), again.Select(row => row.ToString()));
        Assert.Equal(atService, batch.Ids.Order());
    }
}
