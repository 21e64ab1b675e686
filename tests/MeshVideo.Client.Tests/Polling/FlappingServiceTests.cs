using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Polling;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>A service that is down every other ten seconds, by a virtual clock.</summary>
public sealed class FlappingServiceTests
{
    private const double ResponseSeconds = 0.02;
    private const int ThrottleLimit = 8;

    /// <summary>
    /// Tasks end at 60 s, when the service has just gone up again, or at 50 s, when it goes down for the last time.
    /// </summary>
    [Theory]
    [InlineData(300, false, 60)]
    [InlineData(300, true, 60)]
    [InlineData(300, false, 50)]
    [InlineData(300, true, 50)]
    [InlineData(3, false, 60)]
    [InlineData(3, true, 60)]
    public void All_ends_are_seen_within_one_poll_interval_after_the_service_is_up(int tasks, bool isSilent, double endsAt)
    {
        const double interval = 2;

        double last = Run(tasks, TimeSpan.FromSeconds(interval), isSilent, endsAt, now => now < 60 && (int)(now / 10) % 2 == 1);

        // A request without a response times out after two seconds.
        Assert.InRange(last, endsAt, 60 + interval + (isSilent ? 2 : 0));
    }

    [Fact]
    public void A_service_that_becomes_slow_is_given_the_time_to_respond()
    {
        double last = Run(
            300, TimeSpan.FromSeconds(2), isSilent: true, endsAt: 50, isDown: _ => false, now => now < 20 ? ResponseSeconds : 12);

        Assert.InRange(last, 50, 50 + (300 / ThrottleLimit * 12) + 120);
    }

    // A request that begins while the service is down fails, or times out if the service is silent.
    private static double Run(
        int count,
        TimeSpan interval,
        bool isSilent,
        double endsAt,
        Func<double, bool> isDown,
        Func<double, double>? responseSeconds = null)
    {
        double now = 0;
        WaitOptions options = new() { PollInterval = interval, ThrottleLimit = ThrottleLimit };
        PollScheduler scheduler = new(options, () => TimeSpan.FromSeconds(now), new Random(1));
        MeshVideoClient client = Service.ClientOf(new Uri("http://127.0.0.1:9"));
        foreach (int index in Enumerable.Range(0, count))
        {
            scheduler.Add(client, index.ToString(CultureInfo.InvariantCulture));
        }

        MeshVideoErrorKind kind = isSilent ? MeshVideoErrorKind.TimedOut : MeshVideoErrorKind.ConnectionFailed;
        List<Request> requests = [];
        while (scheduler.Access(tasks => tasks.Pending.Count) > 0)
        {
            while (scheduler.TryBeginPoll() is { } poll)
            {
                double seconds = responseSeconds?.Invoke(now) ?? ResponseSeconds;
                double timeout = poll.Timeout.TotalSeconds;
                bool isLost = isDown(now) || seconds > timeout;
                requests.Add(new Request(poll, now + (!isLost ? seconds : isSilent ? timeout : ResponseSeconds), !isLost));
            }

            double firstEnd = requests.Count > 0 ? requests.Min(request => request.End) : double.MaxValue;
            now = Math.Max(now + 0.0001, Math.Min(scheduler.NextDue.TotalSeconds, firstEnd));
            Assert.InRange(now, 0, 3600);
            foreach (Request request in requests.Where(request => request.End <= now).ToArray())
            {
                if (!requests.Remove(request))
                {
                    continue;
                }

                if (!request.HasResponse)
                {
                    scheduler.OnFault(request.Poll, new MeshVideoException(kind, "no response"));
                    continue;
                }

                VideoTaskStatus status = now >= endsAt ? VideoTaskStatus.Succeeded : VideoTaskStatus.Running;
                scheduler.OnResponse(request.Poll, new VideoTask { Id = request.Poll.Task.Id, Status = status });
                // A response ends the outage, which cancels the polls that began during it.
                foreach (Request canceled in requests.Where(other => other.Poll.OutageToken.CanBeCanceled).ToArray())
                {
                    requests.Remove(canceled);
                    scheduler.Repeat(canceled.Poll);
                }
            }
        }

        return now;
    }

    private sealed record Request(PollOperation Poll, double End, bool HasResponse);
}
