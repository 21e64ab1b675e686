using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>Two runs of one batch at the same time.</summary>
public sealed class TwoRunsTests : IDisposable
{
    private readonly Batch _batch = new();

    [Fact]
    public async Task Each_row_is_created_by_one_of_them_and_comes_out_of_both()
    {
        await using Service service = await Service.StartAsync();
        string[] prompts = [.. Enumerable.Range(0, 30).Select(row => $"shot {row / 2}")];

        IReadOnlyList<RowOutcome>[] runs = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => _batch.RunAsync(service, prompts))));

        Assert.Equal(30, service.Host.Tasks.Count);
        Assert.Equal(30, service.Posts.Count);
        Assert.Equal(30, runs[0].Select(row => row.Task!.Id).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(runs[0].Select(row => row.Task!.Id), run.Select(row => row.Task!.Id)));
        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id), _batch.Ids);
    }

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task Links_to_one_journal_do_not_change_that()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making a link needs an administrator here.");
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "delay", "ms": 100, "times": -1}""");
        using Batch linked = new();
        File.CreateSymbolicLink(linked.Folder["between.jsonl"], _batch.Path);
        File.CreateSymbolicLink(linked.Path, linked.Folder["between.jsonl"]);
        string[] prompts = [.. Enumerable.Range(0, 6).Select(row => $"shot {row}")];

        IReadOnlyList<RowOutcome>[] runs = await Task.WhenAll(
            new[] { _batch, linked }.Select(batch => Task.Run(() => batch.RunAsync(service, prompts))));

        Assert.Equal(6, service.Posts.Count);
        Assert.Equal(runs[0].Select(row => row.ToString()), runs[1].Select(row => row.ToString()));
        Assert.Equal(["between.jsonl", "batch.jsonl"], linked.Folder.Files.OrderDescending());
    }

    [Fact]
    public async Task Faults_do_not_change_that()
    {
        await using Service service = await Service.StartAsync(
            """
            [
                {"on": "create", "kind": "reset", "after": true, "skip": 3},
                {"on": "create", "kind": "status", "status": 422, "skip": 5, "times": 3},
                {"on": "create", "kind": "delay", "ms": 300, "skip": 8}
            ]
            """);
        string[] prompts = [.. Enumerable.Range(0, 12).Select(row => $"shot {row}")];

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _batch.RunAsync(service, prompts))));
        IReadOnlyList<RowOutcome> last = await _batch.RunAsync(service, prompts);

        Assert.Equal(12, service.Host.Tasks.Count);
        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id).Order(), last.Select(row => row.ToString()).Order());
    }

    [Fact]
    public async Task A_row_whose_response_the_other_run_has_lost_is_not_waited_for()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "status", "status": 504, "times": 2}""");
        using BatchJournal first = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
        using BatchJournal second = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
        Task<MeshVideoException> LoseAsync(BatchJournal journal, string prompt) => Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            journal.CreateAsync(service.Client, new VideoRequest { Prompt = prompt }, CancellationToken.None)
                .WaitAsync(Expect.Timeout));

        await LoseAsync(first, "a lake");
        await LoseAsync(second, "a city");
        await Task.WhenAll(LoseAsync(first, "a city"), LoseAsync(second, "a lake"));

        Assert.Equal(2, service.Posts.Count);
    }

    [Fact]
    public async Task Rows_of_one_run_may_be_created_from_many_threads()
    {
        await using Service service = await Service.StartAsync();
        using (BatchJournal journal = BatchJournal.Open(_batch.Path, resendAmbiguous: false))
        {
            await Task.WhenAll(
                Enumerable.Range(0, 20)
                    .Select(
                        row =>
                            Task.Run(
                                () => journal.CreateAsync(
                                    service.Client, new VideoRequest { Prompt = $"shot {row % 3}" }, CancellationToken.None))));
        }

        Assert.Equal(20, service.Host.Tasks.Count);
        Assert.Equal(20, _batch.Ids.Count());
    }

    [Fact]
    public async Task Other_rows_and_reading_do_not_wait_for_a_run_that_is_creating_a_row()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "hang"}""");
        using CancellationTokenSource stopFirst = new();
        using CancellationTokenSource stopSecond = new();
        Task first = _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: stopFirst.Token);
        await service.ArrivedAsync(request => request.Method == "POST");

        IReadOnlyList<RowOutcome> other = await _batch.RunAsync(service, "a wood");
        Task second = _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: stopSecond.Token);
        await Task.Delay(500, CancellationToken.None);

        Assert.NotNull(other[0].Task);
        Assert.Equal(other[0].Task!.Id, Assert.Single(BatchJournal.ReadTasks(_batch.Path)).Id);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        Assert.Equal(2, service.Posts.Count);
        await stopSecond.CancelAsync();
        await Expect.CancelledAsync(second);
        await stopFirst.CancelAsync();
        await Expect.CancelledAsync(first);
        Assert.Equal(2, service.Posts.Count);
    }

    [Fact]
    public async Task Concurrent_runs_share_the_rows()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "delay", "ms": 50, "times": -1}""");
        VideoRequest[] rows = Batch.Rows([.. Enumerable.Range(0, 60).Select(row => $"shot {row / 2}")]);

        IReadOnlyList<RowOutcome>[] runs = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => _batch.RunConcurrentlyAsync(service.Client, rows))));

        Assert.Equal(60, service.Host.Tasks.Count);
        Assert.Equal(60, service.Posts.Count);
        Assert.Equal(60, runs[0].Select(row => row.Task!.Id).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(runs[0].Select(row => row.Task!.Id), run.Select(row => row.Task!.Id)));
        IEnumerable<string> ids = _batch.Lines.Select(line => JsonNode.Parse(line)!["run"]?.ToString()).OfType<string>();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(["batch.jsonl", "batch.jsonl.lock"], _batch.Folder.Files.Order());
    }

    [SkippableFact]
    public async Task A_process_that_dies_gives_the_lock_back()
    {
        Skip.IfNot(File.Exists("/usr/bin/flock"), "There is no flock here.");
        await using Service service = await Service.StartAsync();
        using BatchJournal journal = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
        using Process holder = Process.Start(
            new ProcessStartInfo("/usr/bin/flock", ["-x", "-F", _batch.Path + ".lock", "sleep", "60"]))!;
        await Task.Delay(500);

        Task<VideoTask> create = journal.CreateAsync(
            service.Client, new VideoRequest { Prompt = "a lake" }, CancellationToken.None);
        await Task.Delay(500);
        Assert.False(create.IsCompleted);
        Assert.Empty(service.Posts);
        holder.KillTree();

        VideoTask task = await create.WaitAsync(Expect.Timeout);
        Assert.Equal(task.Id, service.Host.Tasks.All.Single().Id);
    }

    public void Dispose() => _batch.Dispose();
}
