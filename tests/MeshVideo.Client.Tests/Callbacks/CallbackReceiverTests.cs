using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>What comes of calls where nobody said before which tasks to expect.</summary>
public sealed class CallbackReceiverTests
{
    [Fact]
    public async Task Each_ended_task_comes_once_however_often_it_is_called_about()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = [.. service.Host.Tasks.Seed(300)];
        using ReceiverFixture received = new(service);

        foreach (string id in ids.Concat(ids))
        {
            received.Receiver.OnCallback(id);
        }

        IReadOnlyList<WaitOutcome> outcomes = await received.CameAsync(300);
        await received.Receiver.WaitUntilCheckedAsync().WaitAsync(Expect.Timeout);
        Assert.Equal(ids.Order(StringComparer.Ordinal), outcomes.Select(outcome => outcome.Id).Order(StringComparer.Ordinal));
        Assert.All(outcomes, outcome => Assert.True(outcome.Task!.IsConfirmed));
        Assert.Equal(300, service.Host.Requests.All.Count);
        Assert.Equal(300, received.Count);
    }

    [Fact]
    public async Task A_call_before_its_time_brings_the_task_when_it_has_ended()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1, status: "running")[0];
        using ReceiverFixture received = new(service);

        received.Receiver.OnCallback(id);
        await service.ArrivedAsync(request => request.Status == 200);
        await received.Receiver.WaitUntilCheckedAsync().WaitAsync(Expect.Timeout);
        Assert.Equal(id, Assert.Single(received.Receiver.ActiveTaskIds));
        service.Host.Tasks.Finish(id, "failed");
        received.Receiver.OnCallback(id);

        WaitOutcome outcome = Assert.Single(await received.CameAsync(1));
        Assert.Equal((VideoTaskStatus.Failed, MeshVideoErrorKind.TaskFailed), (outcome.Task!.Status, outcome.Error!.Kind));
    }

    [Fact]
    public async Task Calls_at_each_status_bring_the_task_once_when_it_has_ended()
    {
        await using Service service = await Service.StartAsync(options =>
            (options.WebhookPerStatus, options.QueueSeconds, options.RunSeconds) = (true, 0.2, 3600));
        using ReceiverFixture received = new(service);
        using SemaphoreSlim calls = new(0);
        using CallbackListener listener = CallbackListener.Start(new Uri("http://127.0.0.1:0/mesh/"), id =>
        {
            received.Receiver.OnCallback(id);
            calls.Release();
        });

        VideoTask task = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", CallbackUrl = listener.Address.AbsoluteUri });
        Assert.True(await calls.WaitAsync(Expect.Timeout) && await calls.WaitAsync(Expect.Timeout));
        Assert.Equal(0, received.Count);
        service.Host.Tasks.Finish(task.Id);

        WaitOutcome outcome = Assert.Single(await received.CameAsync(1));
        Assert.Equal((task.Id, VideoTaskStatus.Succeeded), (outcome.Id, outcome.Task!.Status));
        Assert.True(await calls.WaitAsync(Expect.Timeout));
        Assert.Equal(1, received.Count);
    }

    [Fact]
    public async Task A_flood_of_invented_ids_asks_the_service_a_bounded_number_of_times()
    {
        await using Service service = await Service.StartAsync();
        string id = service.Host.Tasks.Seed(1)[0];
        using ReceiverFixture received = new(service);
        received.Receiver.OnCallback(id);

        for (int number = 0; number < 10_000; number++)
        {
            received.Receiver.OnCallback($"cgt-forged-{number}");
        }

        Assert.Equal(id, Assert.Single(await received.CameAsync(1)).Id);
        await service.ArrivedAsync(request => request.Status == 404, count: 63);
        Assert.InRange(service.Host.Requests.All.Count, 64, 90);
        Assert.InRange(received.Receiver.UncheckedTaskIds.Count, 0, 1064);
        Assert.Equal(1, service.Notes.Count(ActivityLevel.Warning));
        Assert.Equal(1, received.Count);
    }

    [Fact]
    public async Task Catching_up_brings_what_ended_and_watches_what_did_not()
    {
        await using Service service = await Service.StartAsync();
        string[] ended = [.. service.Host.Tasks.Seed(250)];
        string running = service.Host.Tasks.Seed(1, status: "running")[0];
        using ReceiverFixture received = new(service);
        received.Receiver.OnCallback(ended[0]);
        await received.CameAsync(1);

        await received.Receiver.CatchUpAsync(DateTimeOffset.UtcNow.AddDays(-30));
        await received.CameAsync(249);
        Assert.Equal(running, Assert.Single(received.Receiver.ActiveTaskIds));
        service.Host.Tasks.Finish(running);
        await service.ArrivedAsync(request => request.Path.EndsWith(running, StringComparison.Ordinal) && request.Status == 200);
        received.Receiver.OnCallback(running);

        await received.CameAsync(1);
        Assert.Equal(251, received.Count);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_told()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "status", "status": 401, "times": -1}""");
        using ReceiverFixture received = new(service);

        received.Receiver.OnCallback("cgt-1");

        Assert.Equal(MeshVideoErrorKind.Unauthorized, Assert.Single(await received.CameAsync(1)).Error!.Kind);
    }
}
