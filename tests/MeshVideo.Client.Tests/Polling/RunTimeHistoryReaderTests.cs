using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator.Requests;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>Reading the run times of earlier tasks from the list.</summary>
public sealed class RunTimeHistoryReaderTests
{
    [Fact]
    public async Task The_list_is_read_once_for_a_model()
    {
        await using Service service = await Service.StartAsync();
        string[] running = [.. service.Host.Tasks.Seed(5, status: "running")];
        List<WaitOutcome> outcomes = [];
        using TaskWaiter waiter = new(new WaitOptions(), outcome => { lock (outcomes) { outcomes.Add(outcome); } });

        Assert.All(running, id => waiter.Add(service.Client, id));
        await service.ArrivedAsync(request => running.Any(id => request.Path.EndsWith(id, StringComparison.Ordinal)), count: 10);
        Assert.All(running, id => service.Host.Tasks.Finish(id));
        await waiter.WhenAllEnded().WaitAsync(Expect.Timeout);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        LoggedRequest list = Assert.Single(Lists(service));
        Assert.Contains("status=succeeded", list.Query, StringComparison.Ordinal);
        Assert.Contains("model=byteplus%2Fdreamina-seedance-2-0", list.Query, StringComparison.Ordinal);
        Assert.Contains("limit=20", list.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_not_read_after_a_task_has_ended()
    {
        await using Service service = await Service.StartAsync();
        using TaskWaiter waiter = new(new WaitOptions { ThrottleLimit = 1 }, _ => { });
        string running = service.Host.Tasks.Seed(1, status: "running")[0];

        waiter.Add(service.Client, service.Host.Tasks.Seed(1)[0]);
        waiter.Add(service.Client, running);
        await service.ArrivedAsync(request => request.Path.EndsWith(running, StringComparison.Ordinal), count: 2);

        Assert.Empty(Lists(service));
    }

    [Fact]
    public async Task The_list_is_not_read_with_a_fixed_interval_or_no_time()
    {
        await using Service service = await Service.StartAsync();
        string running = service.Host.Tasks.Seed(1, status: "running")[0];

        await TestWaits.RunAsync(service, running, new WaitOptions { Timeout = TimeSpan.FromSeconds(1) });
        await TestWaits.RunAsync(service, running, new WaitOptions { Timeout = TimeSpan.Zero });

        Assert.Empty(Lists(service));
    }

    [Theory]
    [InlineData("""{"on": "list", "kind": "status", "status": 500, "times": -1}""")]
    [InlineData("""{"on": "list", "kind": "hang", "times": -1}""")]
    [InlineData("""{"on": "list", "kind": "corrupt", "times": -1}""")]
    public async Task A_fault_of_the_list_does_not_disturb_the_wait(string error)
    {
        await using Service service = await Service.StartAsync(error);
        string id = service.Host.Tasks.Seed(1, status: "running")[0];
        WaitOutcome? ended = null;
        using TaskWaiter waiter = new(new WaitOptions(), outcome => ended = outcome);

        waiter.Add(service.Client, id);
        await service.ArrivedAsync(request => request.Query.Length > 0);
        service.Host.Tasks.Finish(id);
        await waiter.WhenAllEnded().WaitAsync(Expect.Timeout);

        Assert.Null(ended?.Error);
        Assert.Equal(0, service.Notes.Count(ActivityLevel.Warning));
    }

    private static IReadOnlyList<LoggedRequest> Lists(Service service) =>
        [.. service.Host.Requests.All.Where(request =>
            request.Path.EndsWith("/generations", StringComparison.Ordinal) && request.Method == "GET")];
}
