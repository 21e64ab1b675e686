using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Polling;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>A 429 is about the key: it pauses the polls of all tasks.</summary>
public sealed class WaitRateLimitTests
{
    [Fact]
    public void No_task_is_polled_before_the_time_that_the_service_asks_for()
    {
        TimeSpan now = TimeSpan.Zero;
        PollScheduler scheduler = new(new WaitOptions(), () => now);
        Add(scheduler, 5);

        RateLimit(scheduler, scheduler.TryBeginPoll()!, seconds: 2);

        Assert.Null(scheduler.TryBeginPoll());
        Assert.InRange(scheduler.NextDue, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
        now = scheduler.NextDue;
        Assert.NotNull(scheduler.TryBeginPoll());
    }

    [Fact]
    public void A_shorter_Retry_After_does_not_shorten_a_longer_one()
    {
        PollScheduler scheduler = new(new WaitOptions(), () => TimeSpan.Zero);
        Add(scheduler, 3);
        PollOperation[] polls = [scheduler.TryBeginPoll()!, scheduler.TryBeginPoll()!];

        RateLimit(scheduler, polls[0], seconds: 30);
        RateLimit(scheduler, polls[1], seconds: 1);

        Assert.InRange(scheduler.NextDue, TimeSpan.FromSeconds(30), TimeSpan.MaxValue - TimeSpan.FromTicks(1));
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_Retry_After_may_be_longer_than_any_timer(string retryAfter)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(429, "{}", "Retry-After: " + retryAfter));
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.FromSeconds(1) });

        MeshVideoClient client = Service.ClientOf(server.Address);
        Assert.All(["cgt-1", "cgt-2"], id => waits.Waiter.Add(client, id));
        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();

        Assert.All(outcomes, outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.InRange(server.Requests.Count, 0, 2);
    }

    private static void RateLimit(PollScheduler scheduler, PollOperation poll, double seconds)
    {
        MeshVideoException error = new(MeshVideoErrorKind.RateLimited, "429") { RetryAfter = TimeSpan.FromSeconds(seconds) };
        scheduler.OnFault(poll, error);
    }

    private static void Add(PollScheduler scheduler, int count)
    {
        MeshVideoClient client = Service.ClientOf(new Uri("http://127.0.0.1:9"));
        Assert.All(Enumerable.Range(1, count), number => scheduler.Add(client, $"cgt-{number}"));
    }
}
