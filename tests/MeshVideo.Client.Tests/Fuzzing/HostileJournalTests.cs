using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Journal;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Journals that nobody wrote.</summary>
[Collection(NonParallelTests.Name)]
public sealed class HostileJournalTests : IDisposable
{
    private const string Header = """{"v":1,"kind":"journal","of":"MeshVideo","time":"2026-05-14T18:32:17.000Z"}""";

    private readonly Batch _batch = new();

    public void Dispose() => _batch.Dispose();

    /// <summary>What `'' > batch.jsonl` makes: nothing is in it, and yet it is not empty.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" \t\n\n \n")]
    [InlineData("\n{\"v\":1,\"ki")]
    public async Task A_journal_of_empty_lines_becomes_one(string text)
    {
        await using Service service = await Service.StartAsync();
        File.WriteAllText(_batch.Path, text);

        IReadOnlyList<RowOutcome> first = await _batch.RunAsync(service, "a lake", "a wood");
        IReadOnlyList<RowOutcome> second = await _batch.RunAsync(service, "a lake", "a wood");

        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id), first.Select(row => row.ToString()));
        Assert.Equal(first.Select(row => row.ToString()), second.Select(row => row.ToString()));
        Assert.Equal(2, service.Posts.Count);
    }

    /// <summary>The window in which the lost task can have been made would reach beyond what a calendar holds.</summary>
    [Theory]
    [InlineData("0001-01-01T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:04.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    [InlineData("9999-12-31T23:58:30.000Z")]
    public async Task An_intent_at_the_end_of_time_is_no_line_of_ours(string time)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(500, "{}"));
        MeshVideoClient client = Service.ClientOf(server.Address);
        await _batch.RunAsync(client, Batch.Rows("a lake"));
        string[] lines = _batch.Lines;
        int at = lines[1].IndexOf("\"time\":\"", StringComparison.Ordinal) + 8;
        File.WriteAllText(_batch.Path, $"{lines[0]}\n{lines[1][..at]}{time}{lines[1][(at + time.Length)..]}\n");

        Func<Task>[] uses = [() => _batch.RunAsync(client, Batch.Rows("a lake")), () => Task.Run(() => _batch.Ids.ToArray())];
        foreach (Func<Task> use in uses)
        {
            MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.JournalUnusable, use());
            Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        }

        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"v\":1,\"kind\":}\n")]
    [InlineData("{\"v\":1,\"kind\":\"ta")]
    public async Task Hundreds_of_megabytes_of_it_take_no_memory(string piece)
    {
        string many = string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));
        await using (StreamWriter writer = new(_batch.Path))
        {
            await writer.WriteAsync(Header + "\n");
            for (int megabyte = 0; megabyte < 200; megabyte++)
            {
                await writer.WriteAsync(many);
            }
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        IReadOnlyList<VideoTask> tasks = [];
        try
        {
            tasks = await Task.Run(() => BatchJournal.ReadTasks(_batch.Path)).WaitAsync(Expect.Timeout);
        }
        catch (MeshVideoException exception)
        {
            Assert.Equal(MeshVideoErrorKind.JournalUnusable, exception.Kind);
        }

        Assert.Empty(tasks);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100 << 20);
    }

    [Fact]
    public void A_huge_file_is_not_read_into_memory()
    {
        using (FileStream file = File.Create(_batch.Path))
        {
            file.SetLength(20L << 30);
        }

        long before = GC.GetTotalAllocatedBytes();
        MeshVideoException error = Assert.Throws<MeshVideoException>(() => BatchJournal.ReadTasks(_batch.Path));

        Assert.Contains("not a journal", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50 << 20);
    }
}
