using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
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
    public async Task Who_waits_for_the_other_can_be_called_off_and_reading_waits_for_nobody()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "hang"}""");
        using CancellationTokenSource stopFirst = new();
        using CancellationTokenSource stopSecond = new();
        Task first = _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: stopFirst.Token);
        await service.ArrivedAsync(request => request.Method == "POST");

        Task second = _batch.RunAsync(service.Client, Batch.Rows("a wood"), cancellationToken: stopSecond.Token);
        await Task.Delay(200, CancellationToken.None);
        Assert.False(second.IsCompleted);
        Assert.Empty(BatchJournal.ReadTasks(_batch.Path));
        await stopSecond.CancelAsync();
        await Expect.CancelledAsync(second);

        Assert.False(first.IsCompleted);
        await stopFirst.CancelAsync();
        await Expect.CancelledAsync(first);
        Assert.Single(service.Posts);
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
