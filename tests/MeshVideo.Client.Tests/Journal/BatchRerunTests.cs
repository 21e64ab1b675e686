using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>A batch that is run again creates only what it has not created.</summary>
public sealed class BatchRerunTests : IDisposable
{
    private readonly Batch _batch = new();

    [Fact]
    public async Task What_was_created_comes_out_without_a_request()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<RowOutcome> first = await _batch.RunAsync(service, "a lake", "a wood", "a hill");
        int asked = service.Host.Requests.All.Count;

        IReadOnlyList<RowOutcome> second = await _batch.RunAsync(service, "a lake", "a wood", "a hill");

        Assert.Equal(Show(first), Show(second));
        Assert.Equal(3, service.Host.Tasks.Count);
        Assert.Equal(asked, service.Host.Requests.All.Count);
    }

    [Fact]
    public async Task Identical_rows_get_a_task_each_and_keep_it()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<RowOutcome> first = await _batch.RunAsync(service, "a lake", "a lake", "a wood", "a lake");

        IReadOnlyList<RowOutcome> second = await _batch.RunAsync(service, "a lake", "a lake", "a wood", "a lake", "a lake");

        Assert.Equal(4, first.Select(row => row.Task!.Id).Distinct().Count());
        Assert.Equal(Show(first), Show(second.Take(4)));
        Assert.Equal(5, service.Host.Tasks.Count);
        Assert.Equal(5, second.Select(row => row.Task!.Id).Distinct().Count());
    }

    [Fact]
    public async Task Rows_may_come_in_another_order_and_be_fewer()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<RowOutcome> first = await _batch.RunAsync(service, "a lake", "a wood", "a hill");

        IReadOnlyList<RowOutcome> second = await _batch.RunAsync(service, "a hill", "a lake");

        Assert.Equal([first[2].ToString(), first[0].ToString()], Show(second));
        Assert.Equal(3, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_task_that_was_resumed_can_be_waited_for_like_a_new_one()
    {
        await using Service service = await Service.StartAsync();
        VideoRequest row = new() { Prompt = "a lake", Duration = 7, Resolution = "480p", Ratio = "1:1" };
        VideoTask made = (await _batch.RunAsync(service.Client, [row]))[0].Task!;

        VideoTask resumed = (await _batch.RunAsync(service.Client, [row]))[0].Task!;

        Assert.Equal(
            (made.Id, VideoTaskStatus.Queued, made.Model, 7, "480p", "1:1"),
            (resumed.Id, resumed.Status, resumed.Model, resumed.Duration, resumed.Resolution, resumed.Ratio));
        Assert.Same(row, resumed.Request);
        Assert.InRange((made.CreatedAt - resumed.CreatedAt)!.Value.TotalMilliseconds, 0, 1);
        VideoTask read = await MeshVideoClient.ForTask(resumed)!.GetAsync(resumed.Id);
        Assert.Equal(VideoTaskStatus.Succeeded, read.Status);
    }

    [Theory]
    [InlineData("""{"on": "create", "kind": "status", "status": 422}""", MeshVideoErrorKind.Refused)]
    [InlineData("""{"on": "create", "kind": "status", "status": 402}""", MeshVideoErrorKind.SpendLimitExceeded)]
    [InlineData("""{"on": "create", "kind": "status", "status": 401}""", MeshVideoErrorKind.Unauthorized)]
    [InlineData("""{"on": "create", "kind": "redirect", "location": "/elsewhere"}""", MeshVideoErrorKind.RedirectRefused)]
    public async Task What_was_refused_is_simply_created_the_next_time(string error, MeshVideoErrorKind kind)
    {
        await using Service service = await Service.StartAsync(error);
        IReadOnlyList<RowOutcome> first = await _batch.RunAsync(service, "a lake", "a wood");
        Assert.Equal(kind, first[0].Error!.Kind);

        IReadOnlyList<RowOutcome> second = await _batch.RunAsync(service, "a lake", "a wood");

        Assert.NotNull(second[0].Task);
        Assert.Equal(first[1].Task!.Id, second[1].Task!.Id);
        Assert.Equal(2, service.Host.Tasks.Count);
        Assert.Equal(0, service.Notes.Count(ActivityLevel.Warning));
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_leaves_nothing_in_doubt()
    {
        using ClosedPort nowhere = new();

        RowOutcome row = (await _batch.RunAsync(Service.ClientOf(nowhere.Address), Batch.Rows("a lake")))[0];

        Assert.Equal(MeshVideoErrorKind.ConnectionFailed, row.Error!.Kind);
        Assert.Contains("not-created", _batch.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_cannot_be_made_leaves_no_trace()
    {
        await using Service service = await Service.StartAsync();
        VideoRequest row = new() { FirstFrame = MediaSource.FromFile(_batch.Folder["missing.png"]) };

        IReadOnlyList<RowOutcome> outcomes = await _batch.RunAsync(service.Client, [row]);

        Assert.Equal(MeshVideoErrorKind.MediaUnreadable, outcomes[0].Error!.Kind);
        Assert.Empty(_batch.Text);
        Assert.Empty(service.Posts);
    }

    [Fact]
    public async Task The_journal_of_another_service_is_refused()
    {
        await using Service one = await Service.StartAsync();
        await using Service other = await Service.StartAsync();
        await _batch.RunAsync(one, "a lake");

        MeshVideoException error = (await _batch.RunAsync(other, "a lake"))[0].Error!;

        Assert.Equal(MeshVideoErrorKind.JournalUnusable, error.Kind);
        Assert.Contains(one.Host.BaseUri.ToString().TrimEnd('/'), error.Message, StringComparison.Ordinal);
        Assert.Contains(other.Host.BaseUri.ToString().TrimEnd('/'), error.Message, StringComparison.Ordinal);
        Assert.Empty(other.Host.Requests.All);
    }

    [Fact]
    public async Task A_run_that_is_called_off_beforehand_sends_nothing_and_leaves_no_doubt()
    {
        await using Service service = await Service.StartAsync();

        await Expect.CancelledAsync(
            _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(service.Posts);
        Assert.NotNull((await _batch.RunAsync(service, "a lake"))[0].Task);
    }

    [Fact]
    public async Task A_task_comes_out_even_if_the_journal_is_gone()
    {
        await using ScriptedServer server = ScriptedServer.Start(_ =>
        {
            System.IO.File.Delete(_batch.Path);
            return ScriptedResponse.Json(200, """{"id": "cgt-1"}""");
        });
        RecordingLog log = new();

        VideoTask? task = (await _batch.RunAsync(Service.ClientOf(server.Address, log), Batch.Rows("a lake")))[0].Task;

        Assert.Equal("cgt-1", task?.Id);
        Assert.Equal(1, log.Count(ActivityLevel.Warning));
        Assert.Contains("cgt-1", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was sent", log.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _batch.Dispose();

    private static string[] Show(IEnumerable<RowOutcome> rows) => [.. rows.Select(row => row.Task!.Id)];
}
