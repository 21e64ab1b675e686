using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MeshVideo.Waiting;
using Xunit;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>A service that is down every other ten seconds; by a clock of its own.</summary>
public sealed class FlappingServiceTests
{
    private const double AnswerSeconds = 0.02;
    private const int Places = 8;

    private static readonly MeshVideoClient Client = new(new MeshVideoConnection(new ApiKey("rsk_of_a_test"), new Uri("http://127.0.0.1:9")));

    /// <summary>Tasks end at 60 s, when the service has just gone up again, or at 50 s, when it goes down for the last time.</summary>
    [Theory]
    [InlineData(300, false, 60)]
    [InlineData(300, true, 60)]
    [InlineData(300, false, 50)]
    [InlineData(300, true, 50)]
    [InlineData(3, false, 60)]
    [InlineData(3, true, 60)]
    public void All_come_out_within_one_period_after_it_can_answer(int tasks, bool isSilent, double endsAt)
    {
        const double period = 2;

        double last = Run(tasks, TimeSpan.FromSeconds(period), isSilent, endsAt, now => now < 60 && (int)(now / 10) % 2 == 1);

        // A request that the service took and never answers is given up after two seconds.
        Assert.InRange(last, endsAt, 60 + period + (isSilent ? 2 : 0));
    }

    [Fact]
    public void A_service_that_has_become_slow_is_heard_out()
    {
        double last = Run(300, TimeSpan.FromSeconds(2), isSilent: true, endsAt: 50, isDown: _ => false, answerSeconds: now => now < 20 ? AnswerSeconds : 12);

        Assert.InRange(last, 50, 50 + (300 / Places * 12) + 120);
    }

    // Requests take their time, and hold their places meanwhile; one that begins while the service is down fails, or is never answered.
    private static double Run(int count, TimeSpan period, bool isSilent, double endsAt, Func<double, bool> isDown, Func<double, double>? answerSeconds = null)
    {
        WaitState state = new(new WaitOptions { PollInterval = period, ThrottleLimit = Places }, new Random(1));
        foreach (int index in Enumerable.Range(0, count))
        {
            state.Add(new WatchedTask(Client, $"cgt-{index}", known: null, index, TimeSpan.Zero), TimeSpan.Zero);
        }

        List<(WatchedTask Task, double End, bool IsAnswered, CancellationToken OutageEnds)> requests = [];
        double now = 0;
        while (state.Count > 0)
        {
            while (state.TakeDue(TimeSpan.FromSeconds(now), requests.Count) is { } due)
            {
                CancellationToken outageEnds = state.OutageEnds;
                double answer = answerSeconds?.Invoke(now) ?? AnswerSeconds;
                double allowed = state.TimeFor(due).TotalSeconds;
                bool isLost = isDown(now) || answer > allowed;
                requests.Add((due, now + (!isLost ? answer : isSilent ? allowed : AnswerSeconds), !isLost, outageEnds));
            }

            foreach ((WatchedTask Task, double End, bool IsAnswered, CancellationToken OutageEnds) request in requests.Where(request => request.OutageEnds.CanBeCanceled && request.OutageEnds != state.OutageEnds).ToArray())
            {
                requests.Remove(request);
                state.Retry(request.Task, TimeSpan.FromSeconds(now));
            }

            double? timer = state.NextTime(requests.Count)?.TotalSeconds;
            now = Math.Max(now + 0.0001, Math.Min(timer ?? double.MaxValue, requests.Count > 0 ? requests.Min(request => request.End) : double.MaxValue));
            Assert.InRange(now, 0, 3600);
            foreach ((WatchedTask Task, double End, bool IsAnswered, CancellationToken OutageEnds) request in requests.Where(request => request.End <= now).ToArray())
            {
                requests.Remove(request);
                if (request.IsAnswered)
                {
                    VideoTaskStatus status = now >= endsAt ? VideoTaskStatus.Succeeded : VideoTaskStatus.Running;
                    state.Answered(request.Task, new VideoTask { Id = request.Task.Id, Status = status }, TimeSpan.FromSeconds(now));
                }
                else
                {
                    state.Failed(request.Task, new MeshVideoException(isSilent ? MeshVideoErrorKind.TimedOut : MeshVideoErrorKind.ConnectionFailed, "no answer"), TimeSpan.FromSeconds(now));
                }
            }
        }

        return now;
    }
}
