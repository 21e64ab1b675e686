using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>A journal that a crash truncated.</summary>
public sealed class TornJournalTests
{
    private const int Samples = 60;

    /// <summary>
    /// At each length, the service has a task for each complete intent, because nothing is sent before the intent is on the disk.
    /// The next run finishes the batch and pays for nothing twice, and the run after that finds all tasks in the journal.
    /// </summary>
    [Fact]
    public async Task After_a_cut_at_any_byte_of_a_short_journal_the_next_run_finishes_the_batch() =>
        await CutAsync(Batch.Rows("a lake"), journal => Enumerable.Range(0, journal.Length + 1));

    /// <summary>
    /// With rows that are equal, and rows that follow. The lengths are those around each line end, and random ones.
    /// </summary>
    [Fact]
    public async Task After_a_cut_of_a_long_journal_the_next_run_finishes_the_batch() =>
        await CutAsync(Batch.Rows("a lake", "a lake", "a wood"), journal =>
        {
            Random random = new(TestSeed.Value);
            IEnumerable<int> lengths = Enumerable.Range(0, journal.Length + 1).Where(length => IsNearLineEnd(journal, length));
            return lengths.Concat(Enumerable.Range(0, Samples).Select(_ => random.Next(journal.Length + 1))).Distinct();
        });

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

    // The parameters in a line are an object too.
    private static bool IsComplete(string line) => line.Count(symbol => symbol == '{') == line.Count(symbol => symbol == '}');

    private static bool IsNearLineEnd(byte[] journal, int length) =>
        journal.AsSpan(Math.Max(length - 3, 0)..Math.Min(length + 2, journal.Length)).Contains((byte)'\n');

    private static async Task CutAsync(VideoRequest[] rows, Func<byte[], IEnumerable<int>> lengthsOf)
    {
        await using Service service = await Service.StartAsync(options => options.Keys = [SimulatorOptions.AnyKey]);
        using Batch whole = new();
        await whole.RunAsync(service.Client, rows);
        byte[] journal = File.ReadAllBytes(whole.Path);

        // Most of the time is spent on flushes.
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(
            lengthsOf(journal), parallel, async (length, _) => await CutAsync(service, rows, journal, length));
    }

    private static async Task CutAsync(Service service, VideoRequest[] rows, byte[] journal, int length)
    {
        string[] lines = Encoding.UTF8.GetString(journal, 0, length).Split('\n');
        int intents = lines.Count(line => line.Contains("\"kind\":\"intent\"", StringComparison.Ordinal) && IsComplete(line));
        MeshVideoClient client = Service.ClientOf(service.Host.BaseUri, new RecordingLog(), $"rsk_{length}");
        using Batch batch = new();
        await batch.RunAsync(client, rows.Take(intents));

        // The lines have the same lengths in each run: the rest of the complete journal is what would have followed.
        byte[] before = intents == 0 ? [] : File.ReadAllBytes(batch.Path);
        Assert.True(before.Length <= journal.Length);
        File.WriteAllBytes(batch.Path, [.. before.Concat(journal.Skip(before.Length)).Take(length)]);

        IReadOnlyList<RowOutcome> first = await batch.RunAsync(client, rows);
        IReadOnlyList<RowOutcome> second = await batch.RunAsync(client, rows);

        string[] created = [.. (await client.ListAsync(new VideoTaskQuery(), 0, 200)).Tasks.Select(task => task.Id).Order()];
        Assert.True(created.Length == rows.Length, $"{created.Length} tasks after a cut at byte {length}");
        Assert.True(
            created.SequenceEqual(first.Select(row => row.ToString()).Order()),
            $"{string.Join(", ", first)} after a cut at byte {length}");
        Assert.Equal(first.Select(row => row.ToString()), second.Select(row => row.ToString()));
        Assert.Equal(created, batch.Ids.Order());
    }
}
