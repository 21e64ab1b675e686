using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Polling;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>The timeout of a wait.</summary>
public sealed class WaitTimeoutTests
{
    [Fact]
    public void Each_pending_task_is_an_error_after_the_timeout()
    {
        WaitOptions options = new() { Timeout = TimeSpan.FromSeconds(3), PollInterval = TimeSpan.FromSeconds(1) };

        VirtualWait wait = new VirtualWait([3600, 3600, 3600, 2], options: options).Run();

        Assert.Equal(["0", "1", "2"], wait.TimedOut.Select(outcome => outcome.Id));
        Assert.All(wait.TimedOut, outcome =>
        {
            Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error!.Kind);
            Assert.Equal(outcome.Id, outcome.Error.TaskId);
            Assert.Contains($"Task {outcome.Id} ", outcome.Error.Message, StringComparison.Ordinal);
            Assert.Equal(VideoTaskStatus.Running, outcome.Task!.Status);
        });
    }

    [Fact]
    public void A_task_that_is_added_after_the_timeout_times_out_without_a_poll()
    {
        TimeSpan now = TimeSpan.Zero;
        PollScheduler scheduler = new(new WaitOptions { Timeout = TimeSpan.FromSeconds(3) }, () => now);
        MeshVideoClient client = Service.ClientOf(new Uri("http://127.0.0.1:9"));
        scheduler.Add(client, "before");
        now = TimeSpan.FromSeconds(3);

        Assert.Equal("before", Assert.Single(scheduler.Advance()).Id);
        Assert.Equal(TimeSpan.MaxValue, scheduler.NextDue);
        scheduler.Add(client, "after");

        Assert.InRange(scheduler.NextDue, TimeSpan.Zero, now);
        Assert.Equal("after", Assert.Single(scheduler.Advance()).Id);
    }

    [Fact]
    public async Task A_timeout_of_zero_polls_each_task_once()
    {
        await using Service service = await Service.StartAsync();
        string running = service.Host.Tasks.Seed(1, status: "running")[0];
        string succeeded = service.Host.Tasks.Seed(1)[0];

        WaitOptions options = new() { Timeout = TimeSpan.Zero };

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, [running, succeeded], options);

        Assert.Equal(2, outcomes.Count);
        Assert.Single(service.Gets(running));
        Assert.Single(service.Gets(succeeded));
        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcomes.Single(outcome => outcome.Id == running).Error?.Kind);
        Assert.Null(outcomes.Single(outcome => outcome.Id == succeeded).Error);
    }

    [Fact]
    public async Task A_timeout_of_zero_does_not_wait_for_a_rate_limit()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "get", "kind": "status", "status": 429, "retryAfter": 3600, "times": -1}""");
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(40, status: "running");

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, ids, new WaitOptions { Timeout = TimeSpan.Zero });

        Assert.Equal(ids.Order(), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.InRange(service.Host.Requests.All.Count, 1, 8);
    }

    [Fact]
    public async Task A_timeout_of_zero_does_not_wait_for_the_end_of_an_outage()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "status", "status": 502, "times": -1}""");
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.Zero });
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(60, status: "running");

        Assert.All(ids.Take(40), id => waits.Waiter.Add(service.Client, id));
        await waits.CameAsync(40);
        // Tasks that are added during the outage end too.
        Assert.All(ids.Skip(40), id => waits.Waiter.Add(service.Client, id));
        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();

        Assert.Equal(ids.Order(), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.InRange(service.Host.Requests.All.Count, 16, 30);
        Assert.DoesNotContain("Polling continues", service.Notes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_request_ends_with_the_timeout()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang", "times": -1}""");

        WaitOutcome outcome = await TestWaits.RunAsync(service, "cgt-1", new WaitOptions { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind);
        Assert.Null(outcome.Task);
    }

    [Fact]
    public void The_last_poll_is_just_before_the_timeout()
    {
        WaitOptions options = new() { Timeout = TimeSpan.FromSeconds(3), PollInterval = TimeSpan.FromHours(1) };

        VirtualWait wait = new VirtualWait([3600], options: options).Run();

        Assert.Equal([0, 2.7], wait.Polls);
        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, Assert.Single(wait.TimedOut).Error?.Kind);
        Assert.Equal(3, wait.Seconds);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(900_000_000_000)]
    public async Task A_timeout_may_be_longer_than_any_timer(long seconds)
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.FromSeconds(seconds) });

        waits.Waiter.Add(service.Client, id);
        await service.ArrivedAsync(_ => true, count: 2);
        service.Host.Tasks.Finish(id);

        Assert.Null(Assert.Single(await waits.EndAsync()).Error);
    }

    [Fact]
    public async Task A_poll_interval_may_be_longer_than_any_timer()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];

        WaitOutcome outcome = await TestWaits.RunAsync(
            service, id, new WaitOptions { Timeout = TimeSpan.FromSeconds(1), PollInterval = TimeSpan.MaxValue });

        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind);
    }
}
