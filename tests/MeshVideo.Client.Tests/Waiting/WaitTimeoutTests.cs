using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>A wait with a time of its own.</summary>
public sealed class WaitTimeoutTests
{
    [Fact]
    public async Task The_tasks_that_are_not_over_are_named_when_the_time_is()
    {
        await using Service service = await Service.StartAsync();
        string[] running = [.. service.Host.Tasks.Seed(3, status: "running")];
        string succeeded = service.Host.Tasks.Seed(1)[0];
        DateTimeOffset start = DateTimeOffset.UtcNow;

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, [.. running, succeeded], new WaitOptions { Timeout = TimeSpan.FromSeconds(3) });

        Assert.InRange(DateTimeOffset.UtcNow - start, TimeSpan.FromSeconds(2.9), TimeSpan.MaxValue);
        Assert.Null(outcomes.Single(outcome => outcome.Id == succeeded).Error);
        Assert.All(running, id =>
        {
            WaitOutcome outcome = outcomes.Single(outcome => outcome.Id == id);
            Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error!.Kind);
            Assert.Equal(id, outcome.Error.TaskId);
            Assert.Contains(id, outcome.Error.Message, StringComparison.Ordinal);
            Assert.Equal(VideoTaskStatus.Running, outcome.Task!.Status);
        });
    }

    [Fact]
    public async Task No_time_at_all_is_one_look()
    {
        await using Service service = await Service.StartAsync();
        string running = service.Host.Tasks.Seed(1, status: "running")[0];
        string succeeded = service.Host.Tasks.Seed(1)[0];

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, [running, succeeded], new WaitOptions { Timeout = TimeSpan.Zero });

        Assert.Equal(2, outcomes.Count);
        Assert.Single(service.Gets(running));
        Assert.Single(service.Gets(succeeded));
        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcomes.Single(outcome => outcome.Id == running).Error?.Kind);
        Assert.Null(outcomes.Single(outcome => outcome.Id == succeeded).Error);
    }

    [Fact]
    public async Task No_time_at_all_is_none_to_keep_still_when_refused()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "status", "status": 429, "retryAfter": 3600, "times": -1}""");
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(40, status: "running");

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, ids, new WaitOptions { Timeout = TimeSpan.Zero });

        Assert.Equal(ids.Order(), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.InRange(service.Host.Requests.All.Count, 1, 8);
    }

    [Fact]
    public async Task No_time_at_all_is_none_for_a_service_that_answers_nobody()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "status", "status": 502, "times": -1}""");
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.Zero });
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(60, status: "running");

        Assert.All(ids.Take(40), id => waits.Waiter.Add(service.Client, id));
        await waits.CameAsync(40);
        // As long as the service is down, one that comes later has no other end.
        Assert.All(ids.Skip(40), id => waits.Waiter.Add(service.Client, id));
        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();

        Assert.Equal(ids.Order(), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.InRange(service.Host.Requests.All.Count, 16, 30);
        Assert.DoesNotContain("still waited for", service.Notes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_look_does_not_outlast_the_time()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang", "times": -1}""");

        WaitOutcome outcome = await TestWaits.RunAsync(service, "cgt-1", new WaitOptions { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind);
        Assert.Null(outcome.Task);
    }

    [Fact]
    public async Task There_is_a_look_just_before_the_end()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];

        await TestWaits.RunAsync(service, id, new WaitOptions { Timeout = TimeSpan.FromSeconds(3), PollInterval = TimeSpan.FromHours(1) });

        Assert.Equal(2, service.Gets(id).Count);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(900_000_000_000)]
    public async Task A_time_longer_than_any_timer_is_a_time(long seconds)
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
    public async Task A_pause_longer_than_any_timer_is_a_pause()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];

        WaitOutcome outcome = await TestWaits.RunAsync(
            service, id, new WaitOptions { Timeout = TimeSpan.FromSeconds(1), PollInterval = TimeSpan.MaxValue });

        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind);
    }
}
