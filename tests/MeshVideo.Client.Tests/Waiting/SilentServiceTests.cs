using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Waiting;
using Xunit;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>Tasks, and services, that keep failing to answer; by a clock of its own, since that takes minutes.</summary>
public sealed class SilentServiceTests
{
    private static readonly MeshVideoException Fault = new(MeshVideoErrorKind.ServiceUnavailable, "HTTP 503.");
    private static readonly MeshVideoClient Client = new(new MeshVideoConnection(new ApiKey("rsk_of_a_test"), new Uri("http://127.0.0.1:9")));

    [Fact]
    public void A_task_that_keeps_failing_is_reported_once_and_kept()
    {
        WaitState state = new(new WaitOptions());
        WatchedTask[] tasks = Add(state, 2);
        List<string> warnings = [];

        foreach (int minute in Enumerable.Range(1, 30))
        {
            TimeSpan now = TimeSpan.FromMinutes(minute);
            while (state.TakeDue(now, underWay: 0) is { } due)
            {
                if (due == tasks[0])
                {
                    warnings.AddRange(new[] { state.Failed(due, Fault, now).Warning }.OfType<string>());
                }
                else
                {
                    state.Answered(due, new VideoTask { Id = due.Id, Status = VideoTaskStatus.Running }, now);
                }
            }
        }

        Assert.Contains(tasks[0].Id, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(2, state.Count);
    }

    [Fact]
    public void A_service_that_answers_nobody_is_reported_once_and_asked_by_one_at_a_time()
    {
        WaitState state = new(new WaitOptions());
        Add(state, 1000);
        List<string> warnings = [];
        List<TimeSpan> looks = [];

        TimeSpan now = TimeSpan.Zero;
        while (now < TimeSpan.FromHours(1))
        {
            List<WatchedTask> underWay = [];
            while (state.TakeDue(now, underWay.Count) is { } due)
            {
                underWay.Add(due);
            }

            looks.AddRange(underWay.Select(_ => now));
            warnings.AddRange(underWay.Select(due => state.Failed(due, Fault, now).Warning).OfType<string>());
            now = state.NextTime(underWay: 0) is { } next && next > now ? next : now + TimeSpan.FromMilliseconds(1);
        }

        Assert.Contains("1000 tasks", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(1000, state.Count);
        // Eight at once until it is clear, then one each half minute or so.
        Assert.InRange(looks.Count, 100, 200);
    }

    [Fact]
    public void Once_it_answers_again_all_go_on()
    {
        WaitState state = new(new WaitOptions());
        Add(state, 100);
        TimeSpan now = TimeSpan.Zero;
        foreach (int _ in Enumerable.Range(0, 30))
        {
            now = state.NextTime(underWay: 0) ?? now;
            if (state.TakeDue(now, underWay: 0) is { } due)
            {
                state.Failed(due, Fault, now);
            }
        }

        now += TimeSpan.FromMinutes(5);
        WatchedTask probe = state.TakeDue(now, underWay: 0)!;
        Assert.Null(state.TakeDue(now, underWay: 1));
        state.Answered(probe, new VideoTask { Id = "a", Status = VideoTaskStatus.Running }, now);

        Assert.NotNull(state.TakeDue(now, underWay: 7));
        Assert.Null(state.TakeDue(now, underWay: 8));
    }

    private static WatchedTask[] Add(WaitState state, int count)
    {
        WatchedTask[] tasks = [.. Enumerable.Range(0, count).Select(index => new WatchedTask(Client, $"cgt-{index}", known: null, index, TimeSpan.Zero))];
        foreach (WatchedTask task in tasks)
        {
            state.Add(task, TimeSpan.Zero);
        }

        return tasks;
    }
}
