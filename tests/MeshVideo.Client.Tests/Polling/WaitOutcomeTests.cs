using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>The outcomes of a wait.</summary>
public sealed class WaitOutcomeTests
{
    [Theory]
    [InlineData("succeeded", VideoTaskStatus.Succeeded, null)]
    [InlineData("failed", VideoTaskStatus.Failed, MeshVideoErrorKind.TaskFailed)]
    [InlineData("expired", VideoTaskStatus.Expired, MeshVideoErrorKind.TaskExpired)]
    [InlineData("cancelled", VideoTaskStatus.Cancelled, MeshVideoErrorKind.TaskCancelled)]
    public async Task Every_terminal_status_ends_the_wait(string word, VideoTaskStatus status, MeshVideoErrorKind? kind)
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 1000);
        VideoTask task = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" });
        using TestWaits waits = new();

        waits.Waiter.Add(service.Client, task.Id, task);
        await service.ArrivedAsync(request => request.Path.EndsWith(task.Id, StringComparison.Ordinal), count: 2);
        Assert.Empty(waits.Outcomes);
        service.Host.Tasks.Finish(task.Id, word);

        WaitOutcome outcome = Assert.Single(await waits.EndAsync());
        Assert.Equal(task.Id, outcome.Id);
        Assert.Equal(status, outcome.Task?.Status);
        Assert.Same(task.Request, outcome.Task?.Request);
        Assert.Equal(kind, outcome.Error?.Kind);
    }

    [Fact]
    public async Task A_failure_is_reported_with_code_message_and_ids()
    {
        await using Service service = await Service.StartAsync();
        VideoRequest request = new() { Prompt = "a lake [simulate:failed=content_policy_violation]" };
        VideoTask task = await service.Client.CreateAsync(request);

        WaitOutcome outcome = await TestWaits.RunAsync(service, task.Id);

        string text = outcome.Error!.Message;
        Assert.Equal("content_policy_violation", outcome.Error.Code);
        Assert.Equal(outcome.Task!.RequestId, outcome.Error.RequestId);
        Assert.All(
            [task.Id, "content_policy_violation", outcome.Task.Error!.Message!.TrimEnd('.'), outcome.Task.RequestId!],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_status_is_not_an_end()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake [simulate:status=polishing]" });

        using TestWaits waits = new();

        waits.Waiter.Add(service.Client, task.Id, task);
        await service.ArrivedAsync(request => request.Path.EndsWith(task.Id, StringComparison.Ordinal), count: 4);

        Assert.Empty(waits.Outcomes);
        Assert.Equal(1, waits.Waiter.GetSnapshot().Statuses["polishing"]);
    }

    [Fact]
    public async Task Hundreds_of_tasks_are_waited_for_together()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 1000);
        string[] ids =
        [
            .. service.Host.Tasks.Seed(20, status: "running"),
            .. service.Host.Tasks.Seed(20, status: "failed"),
            .. service.Host.Tasks.Seed(260),
        ];
        using TestWaits waits = new();

        foreach (string id in ids)
        {
            waits.Waiter.Add(service.Client, id);
        }

        await waits.CameAsync(280);
        Assert.Equal(280, waits.Outcomes.Count);
        Assert.Equal(ids.Take(20).Order(StringComparer.Ordinal), waits.Waiter.PendingIds.Order(StringComparer.Ordinal));
        WaitSnapshot snapshot = waits.Waiter.GetSnapshot();
        Assert.Equal((300, 280, 20), (snapshot.Total, snapshot.Ended, snapshot.Statuses["running"]));

        foreach (string id in ids.Take(20))
        {
            service.Host.Tasks.Finish(id);
        }

        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();
        Assert.Equal(ids.Order(StringComparer.Ordinal), outcomes.Select(outcome => outcome.Id).Order(StringComparer.Ordinal));
        Assert.Equal(20, outcomes.Count(outcome => outcome.Error is not null));
    }

    [Fact]
    public async Task An_ended_task_is_not_polled_and_an_id_is_added_once()
    {
        await using Service service = await Service.StartAsync();
        VideoTask ended = await service.SucceededAsync();
        using TestWaits waits = new();

        waits.Waiter.Add(service.Client, ended.Id, ended);
        waits.Waiter.Add(service.Client, ended.Id, ended);

        Assert.Same(ended, Assert.Single(await waits.EndAsync()).Task);
        Assert.Single(service.Gets(ended.Id));
    }

    [Fact]
    public async Task The_first_poll_is_immediate()
    {
        await using Service service = await Service.StartAsync();

        WaitOptions options = new() { PollInterval = TimeSpan.FromDays(100) };

        WaitOutcome outcome = await TestWaits.RunAsync(service, service.Host.Tasks.Seed(1)[0], options);

        Assert.Null(outcome.Error);
    }

    [Fact]
    public async Task A_wait_without_tasks_completes()
    {
        using TestWaits waits = new();

        Assert.Empty(await waits.EndAsync());
    }
}
