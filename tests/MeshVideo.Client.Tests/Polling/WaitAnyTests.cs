using System;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>Waiting for the first of several.</summary>
public sealed class WaitAnyTests
{
    [Theory]
    [InlineData("succeeded")]
    [InlineData("failed")]
    public async Task The_first_task_that_ends_ends_the_wait(string status)
    {
        await using Service service = await Service.StartAsync();
        string[] running = [.. service.Host.Tasks.Seed(3, status: "running")];
        using TestWaits waits = new(new WaitOptions { Any = true });

        Assert.All(running, id => waits.Waiter.Add(service.Client, id));
        await service.ArrivedAsync(_ => true, count: 6);
        service.Host.Tasks.Finish(running[1], status);

        Assert.Equal(running[1], Assert.Single(await waits.EndAsync()).Id);
        Assert.Equal(2, waits.Waiter.PendingIds.Count);
    }

    [Fact]
    public async Task Of_several_ends_one_is_reported()
    {
        await using Service service = await Service.StartAsync();
        using TestWaits waits = new(new WaitOptions { Any = true });

        Assert.All(service.Host.Tasks.Seed(20), id => waits.Waiter.Add(service.Client, id));

        Assert.Null(Assert.Single(await waits.EndAsync()).Error);
    }

    [Fact]
    public async Task An_unknown_id_does_not_end_the_wait()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];
        using TestWaits waits = new(new WaitOptions { Any = true });

        waits.Waiter.Add(service.Client, "cgt-nobody");
        waits.Waiter.Add(service.Client, id);
        await service.ArrivedAsync(request => request.Path.EndsWith(id, StringComparison.Ordinal), count: 3);
        service.Host.Tasks.Finish(id);

        Assert.Equal(["cgt-nobody", id], Array.ConvertAll([.. await waits.EndAsync()], outcome => outcome.Id));
    }

    [Fact]
    public async Task The_timeout_ends_the_wait_if_no_task_does()
    {
        await using Service service = await Service.StartAsync();
        using TestWaits waits = new(new WaitOptions { Any = true, Timeout = TimeSpan.FromSeconds(0.5) });

        Assert.All(service.Host.Tasks.Seed(2, status: "running"), id => waits.Waiter.Add(service.Client, id));

        Assert.All(await waits.EndAsync(), outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.Equal(2, waits.Outcomes.Count);
    }
}
