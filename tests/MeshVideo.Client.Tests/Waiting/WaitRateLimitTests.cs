using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>Too many requests is about the key: all tasks keep still until its time.</summary>
public sealed class WaitRateLimitTests
{

    [Fact]
    public async Task All_tasks_keep_still()
    {
        ConcurrentQueue<DateTimeOffset> times = new();
        DateTimeOffset refused = default;
        await using ScriptedServer server = ScriptedServer.Start(request =>
        {
            times.Enqueue(DateTimeOffset.UtcNow);
            if (request.Number != 10)
            {
                return TaskOf(request, request.Number < 10 ? "running" : "succeeded");
            }

            refused = DateTimeOffset.UtcNow;
            return ScriptedResponse.Json(429, "{}", "Retry-After: 2");
        });
        using TestWaits waits = new(new WaitOptions { ThrottleLimit = 1 });

        Add(waits, server, 5);
        await waits.EndAsync();

        // Only one request is under way at a time, so that none had left already.
        Assert.Equal(5, waits.Outcomes.Count);
        Assert.InRange(times.First(time => time > refused) - refused, TimeSpan.FromSeconds(2), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_shorter_time_does_not_undercut_a_longer_one()
    {
        using SemaphoreSlim longAnswered = new(0);
        ConcurrentDictionary<int, DateTimeOffset> times = new();
        await using ScriptedServer server = ScriptedServer.Start(async request =>
        {
            times[request.Number] = DateTimeOffset.UtcNow;
            switch (request.Number)
            {
                case 1:
                    return ScriptedResponse.Json(429, "{}", "Retry-After: 3");
                case 2:
                    await longAnswered.WaitAsync();
                    return ScriptedResponse.Json(429, "{}", "Retry-After: 1");
                default:
                    return TaskOf(request, "succeeded");
            }
        });
        RecordingLog notes = new();
        MeshVideoClient client = Service.ClientOf(server.Address, new Signalling(notes, longAnswered));
        using TestWaits waits = new();

        waits.Waiter.Add(client, "a");
        waits.Waiter.Add(client, "b");
        await waits.EndAsync();

        Assert.InRange(times[3] - times[1], TimeSpan.FromSeconds(3), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_time_longer_than_any_timer_is_waited_for(string retryAfter)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(429, "{}", "Retry-After: " + retryAfter));
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.FromSeconds(1) });

        Add(waits, server, 2);
        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();

        Assert.All(outcomes, outcome => Assert.Equal(MeshVideoErrorKind.WaitTimedOut, outcome.Error?.Kind));
        Assert.InRange(server.Requests.Count, 0, 2);
    }

    private static ScriptedResponse TaskOf(ReceivedRequest request, string status) =>
        ScriptedResponse.Json(200, $$"""{"id": "{{request.Target.Split('/')[^1]}}", "status": "{{status}}"}""");

    private static void Add(TestWaits waits, ScriptedServer server, int count)
    {
        MeshVideoClient client = Service.ClientOf(server.Address);
        foreach (int number in Enumerable.Range(1, count))
        {
            waits.Waiter.Add(client, $"cgt-{number}");
        }
    }

    /// <summary>Tells when the first wait of a task was noted.</summary>
    private sealed class Signalling(RecordingLog notes, SemaphoreSlim signal) : IActivityLog
    {
        public bool Takes(ActivityLevel level) => true;

        public void Note(ActivityLevel level, string text)
        {
            notes.Note(level, text);
            if (text.Contains("still waited for", StringComparison.Ordinal))
            {
                signal.Release();
            }
        }
    }
}
