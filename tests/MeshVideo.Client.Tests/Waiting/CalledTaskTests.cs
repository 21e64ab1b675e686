using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Waiting;
using Xunit;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>A wait that is told that tasks have ended, truly or not.</summary>
public sealed class CalledTaskTests
{
    private static readonly WaitOptions Seldom = new() { PollInterval = TimeSpan.FromDays(1) };

    [Fact]
    public async Task A_call_ends_the_wait_long_before_the_next_look_would()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = [.. service.Host.Tasks.Seed(20, status: "running")];
        using TestWaits waits = new(Seldom);
        Assert.All(ids, id => waits.Waiter.Add(service.Client, id));
        await service.ArrivedAsync(request => request.Status is not null, count: 20);

        foreach (string id in ids)
        {
            service.Host.Tasks.Finish(id);
            Assert.True(waits.Waiter.Called(id));
        }

        Assert.Equal(20, (await waits.EndAsync()).Count(outcome => outcome.Error is null));
        Assert.All(ids, id => Assert.InRange(service.Gets(id).Count, 2, 3));
    }

    [Fact]
    public void A_call_that_comes_while_the_task_is_looked_at_has_it_looked_at_once_more()
    {
        (WaitState state, WatchedTask watched) = Watch();
        WatchedTask looked = state.TakeDue(TimeSpan.Zero, underWay: 0)!;
        TimeSpan now = TimeSpan.FromSeconds(1);

        Assert.False(state.Called(watched, now));
        Assert.False(state.Called(watched, now));
        Assert.Null(state.TakeDue(now, underWay: 1));
        state.Answered(looked, new VideoTask { Id = "cgt-1", Status = VideoTaskStatus.Running }, now);

        Assert.Same(watched, state.TakeDue(now, underWay: 0));
        state.Answered(looked, new VideoTask { Id = "cgt-1", Status = VideoTaskStatus.Running }, now);
        Assert.Equal(now + TimeSpan.FromSeconds(60), state.NextTime(underWay: 0));
    }

    [Fact]
    public async Task A_call_for_something_else_is_nothing()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = [.. service.Host.Tasks.Seed(2, status: "running")];
        using TestWaits waits = new(Seldom);
        waits.Waiter.Add(service.Client, ids[0]);

        Assert.False(waits.Waiter.Called(ids[1]));
        Assert.False(waits.Waiter.Called("cgt-forged"));

        service.Host.Tasks.Finish(ids[0]);
        waits.Waiter.Called(ids[0]);
        await waits.EndAsync();
        Assert.False(waits.Waiter.Called(ids[0]));
        Assert.Empty(service.Gets(ids[1]));
        Assert.Empty(service.Gets("cgt-forged"));
    }

    [Theory]
    [InlineData(VideoTaskStatus.Running, null)]
    [InlineData(null, MeshVideoErrorKind.ServiceUnavailable)]
    [InlineData(null, MeshVideoErrorKind.RateLimited)]
    public void A_flood_of_calls_hardly_asks_more_often(VideoTaskStatus? status, MeshVideoErrorKind? fault)
    {
        (WaitState state, WatchedTask watched) = Watch();
        int looks = 0;

        for (TimeSpan now = TimeSpan.Zero; now < TimeSpan.FromMinutes(10); now += TimeSpan.FromMilliseconds(20))
        {
            state.Called(watched, now);
            while (state.TakeDue(now, underWay: 0) is { } due)
            {
                looks++;
                _ = fault is { } kind
                    ? state.Failed(due, new MeshVideoException(kind, "no"), now).Outcome
                    : state.Answered(due, new VideoTask { Id = due.Id, Status = status!.Value }, now);
            }
        }

        // Ten are the polls.
        Assert.InRange(looks, 10, 26);
    }

    [Fact]
    public void After_a_false_call_the_true_one_is_heard_within_the_poll_interval()
    {
        (WaitState state, WatchedTask watched) = Watch();
        Look(TimeSpan.Zero);
        TimeSpan now = TimeSpan.FromSeconds(10);

        state.Called(watched, now);
        Assert.Equal(now, state.NextTime(underWay: 0));
        Look(now);
        state.Called(watched, now);

        Assert.Equal(now + TimeSpan.FromSeconds(1), state.NextTime(underWay: 0));

        void Look(TimeSpan at) => state.Answered(state.TakeDue(at, underWay: 0)!, new VideoTask { Id = "cgt-1", Status = VideoTaskStatus.Running }, at);
    }

    private static (WaitState State, WatchedTask Watched) Watch()
    {
        WaitState state = new(new WaitOptions { PollInterval = TimeSpan.FromSeconds(60) }, new Random(1));
        WatchedTask watched = new(Service.ClientOf(new Uri("http://127.0.0.1:9")), "cgt-1", known: null, order: 1, TimeSpan.Zero);
        state.Add(watched, TimeSpan.Zero);
        return (state, watched);
    }
}
