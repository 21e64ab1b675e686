using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>Stopping a wait.</summary>
public sealed class WaitCancellationTests
{
    [Theory]
    [InlineData("""{"on": "get", "kind": "hang", "times": -1}""")]
    [InlineData("""{"on": "get", "kind": "status", "status": 429, "retryAfter": 500, "times": -1}""")]
    [InlineData("""{"on": "get", "kind": "status", "status": 503, "retryAfter": 500, "times": -1}""")]
    public async Task Cancellation_ends_the_wait_without_outcomes(string error)
    {
        await using Service service = await Service.StartAsync(error);
        using CancellationTokenSource cancellation = new();
        using TestWaits waits = new(new WaitOptions { PollInterval = TimeSpan.FromDays(100) }, cancellation.Token);

        Assert.All(service.Host.Tasks.Seed(20, status: "running"), id => waits.Waiter.Add(service.Client, id));
        await service.ArrivedAsync(_ => true, count: 1);
        await cancellation.CancelAsync();

        await Expect.CancelledAsync(waits.Waiter.WhenAllEnded());
        Assert.Empty(waits.Outcomes);
        Assert.Equal(20, waits.Waiter.PendingIds.Count);
    }

    [Fact]
    public async Task Cancellation_ends_a_pause()
    {
        await using Service service = await Service.StartAsync();
        using CancellationTokenSource cancellation = new();
        using TestWaits waits = new(new WaitOptions { PollInterval = TimeSpan.FromDays(100) }, cancellation.Token);

        waits.Waiter.Add(service.Client, service.Host.Tasks.Seed(1, status: "running")[0]);
        await service.ArrivedAsync(request => request.Status is not null);
        await cancellation.CancelAsync();

        await Expect.CancelledAsync(waits.Waiter.WhenAllEnded());
    }

    [Fact]
    public async Task Dispose_ends_the_wait_without_outcomes()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang", "times": -1}""");
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.FromHours(1) });

        waits.Waiter.Add(service.Client, "cgt-1");
        await service.ArrivedAsync(_ => true);
        waits.Waiter.Dispose();

        await Expect.CancelledAsync(waits.Waiter.WhenAllEnded());
        Assert.Empty(waits.Outcomes);
    }

    [Fact]
    public async Task No_more_polls_are_under_way_than_the_throttle_limit()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang", "times": -1}""");
        using TestWaits waits = new(new WaitOptions { ThrottleLimit = 3 });

        Assert.All(Enumerable.Range(1, 20), number => waits.Waiter.Add(service.Client, $"cgt-{number}"));
        await service.ArrivedAsync(_ => true, count: 3);
        waits.Waiter.Dispose();

        await Expect.CancelledAsync(waits.Waiter.WhenAllEnded());
        Assert.Equal(3, service.Host.Requests.All.Count);
    }
}
