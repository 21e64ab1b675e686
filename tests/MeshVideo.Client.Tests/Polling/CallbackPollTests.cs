using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Polling;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>Callbacks that say, truly or not, that pending tasks have ended.</summary>
public sealed class CallbackPollTests
{
    private static readonly WaitOptions Rarely = new() { PollInterval = TimeSpan.FromDays(1) };
    private static readonly VideoTask Running = new() { Id = "cgt-1", Status = VideoTaskStatus.Running };

    private readonly PollScheduler _scheduler;
    private TimeSpan _now;

    public CallbackPollTests()
    {
        _scheduler = new PollScheduler(new WaitOptions { PollInterval = TimeSpan.FromSeconds(60) }, () => _now, new Random(1));
        _scheduler.Add(Service.ClientOf(new Uri("http://127.0.0.1:9")), Running.Id);
    }

    [Fact]
    public async Task A_callback_ends_the_wait_long_before_the_next_poll()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = [.. service.Host.Tasks.Seed(20, status: "running")];
        using TestWaits waits = new(Rarely);
        Assert.All(ids, id => waits.Waiter.Add(service.Client, id));
        await service.ArrivedAsync(request => request.Status is not null, count: 20);

        foreach (string id in ids)
        {
            service.Host.Tasks.Finish(id);
            Assert.True(waits.Waiter.OnCallback(id));
        }

        Assert.Equal(20, (await waits.EndAsync()).Count(outcome => outcome.Error is null));
        Assert.All(ids, id => Assert.InRange(service.Gets(id).Count, 2, 3));
    }

    [Fact]
    public void A_callback_during_a_poll_causes_one_more_poll()
    {
        PollOperation poll = _scheduler.TryBeginPoll()!;
        _now = TimeSpan.FromSeconds(1);

        Assert.False(OnCallbackIsSooner());
        Assert.False(OnCallbackIsSooner());
        Assert.Null(_scheduler.TryBeginPoll());
        _scheduler.OnResponse(poll, Running);

        _scheduler.OnResponse(_scheduler.TryBeginPoll()!, Running);
        Assert.Equal(_now + TimeSpan.FromSeconds(60), _scheduler.NextDue);
    }

    [Fact]
    public async Task A_callback_for_another_task_is_ignored()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = [.. service.Host.Tasks.Seed(2, status: "running")];
        using TestWaits waits = new(Rarely);
        waits.Waiter.Add(service.Client, ids[0]);

        Assert.False(waits.Waiter.OnCallback(ids[1]));
        Assert.False(waits.Waiter.OnCallback("cgt-forged"));

        service.Host.Tasks.Finish(ids[0]);
        waits.Waiter.OnCallback(ids[0]);
        await waits.EndAsync();
        Assert.False(waits.Waiter.OnCallback(ids[0]));
        Assert.Empty(service.Gets(ids[1]));
        Assert.Empty(service.Gets("cgt-forged"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(MeshVideoErrorKind.ServiceUnavailable)]
    [InlineData(MeshVideoErrorKind.RateLimited)]
    public void A_flood_of_callbacks_causes_few_polls(MeshVideoErrorKind? error)
    {
        int polls = 0;

        for (; _now < TimeSpan.FromMinutes(10); _now += TimeSpan.FromMilliseconds(20))
        {
            OnCallbackIsSooner();
            while (_scheduler.TryBeginPoll() is { } poll)
            {
                polls++;
                _ = error is { } kind
                    ? _scheduler.OnFault(poll, new MeshVideoException(kind, "no"))
                    : _scheduler.OnResponse(poll, Running);
            }
        }

        // The poll interval alone makes ten.
        Assert.InRange(polls, 10, 26);
    }

    [Fact]
    public void A_callback_after_a_false_one_causes_a_poll_within_the_poll_interval()
    {
        _scheduler.OnResponse(_scheduler.TryBeginPoll()!, Running);
        _now = TimeSpan.FromSeconds(10);

        OnCallbackIsSooner();
        Assert.Equal(_now, _scheduler.NextDue);
        _scheduler.OnResponse(_scheduler.TryBeginPoll()!, Running);
        OnCallbackIsSooner();

        Assert.Equal(_now + TimeSpan.FromSeconds(1), _scheduler.NextDue);
    }

    private bool OnCallbackIsSooner()
    {
        Assert.True(_scheduler.OnCallback(Running.Id, out bool isSooner));
        return isSooner;
    }
}
