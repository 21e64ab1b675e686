using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Polling;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>Tasks, and services, that do not respond for a long time, by a virtual clock.</summary>
public sealed class ServiceOutageTests
{
    private static readonly MeshVideoException Fault = new(MeshVideoErrorKind.ServiceUnavailable, "HTTP 503.");
    private static readonly VideoTask Running = new() { Id = "a", Status = VideoTaskStatus.Running };

    private readonly PollScheduler _scheduler;
    private TimeSpan _now;

    public ServiceOutageTests() => _scheduler = new PollScheduler(new WaitOptions(), () => _now);

    private int PendingCount => _scheduler.Access(tasks => tasks.Pending.Count);

    [Fact]
    public void A_task_that_keeps_failing_is_reported_once_and_stays_pending()
    {
        Add(2);
        List<string> warnings = [];

        for (; _now < TimeSpan.FromMinutes(30); _now += TimeSpan.FromMinutes(1))
        {
            while (_scheduler.TryBeginPoll() is { } poll)
            {
                PollResult result = poll.Task.Id == "0" ? _scheduler.OnFault(poll, Fault) : _scheduler.OnResponse(poll, Running);
                warnings.AddRange(new[] { result.Warning }.OfType<string>());
            }
        }

        Assert.Contains("Task 0:", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(2, PendingCount);
    }

    [Fact]
    public void An_outage_is_reported_once_and_probed_by_one_task_at_a_time()
    {
        Add(1000);
        List<string> warnings = [];
        int polls = 0;

        while (_now < TimeSpan.FromHours(1))
        {
            PollOperation[] inFlight = [.. BeginPolls()];
            polls += inFlight.Length;
            warnings.AddRange(inFlight.Select(poll => _scheduler.OnFault(poll, Fault).Warning).OfType<string>());
            _now = _scheduler.NextDue > _now ? _scheduler.NextDue : _now + TimeSpan.FromMilliseconds(1);
        }

        Assert.Single(warnings);
        Assert.Equal(1000, PendingCount);
        // Eight at the same time until the service counts as down, then about one every 30 seconds.
        Assert.InRange(polls, 100, 200);
    }

    [Fact]
    public void All_tasks_are_polled_again_when_the_service_responds()
    {
        PollOperation probe = BeginProbe();

        Assert.True(_scheduler.OnResponse(probe, Running).IsHistoryWanted);
        _scheduler.OnHistory(probe, []);
        _now += TimeSpan.FromSeconds(1);

        Assert.Equal(8, BeginPolls().Count());
    }

    [Fact]
    public void All_tasks_are_polled_again_when_the_service_refuses_one()
    {
        PollOperation probe = BeginProbe();

        Assert.NotNull(_scheduler.OnFault(probe, new MeshVideoException(MeshVideoErrorKind.NotFound, "HTTP 404.")).Outcome);
        _now += TimeSpan.FromSeconds(1);

        Assert.Equal(8, BeginPolls().Count());
    }

    // Minutes into an outage.
    private PollOperation BeginProbe()
    {
        Add(100);
        for (int i = 0; i < 30; i++)
        {
            _now = _scheduler.NextDue;
            if (_scheduler.TryBeginPoll() is { } poll)
            {
                _scheduler.OnFault(poll, Fault);
            }
        }

        _now += TimeSpan.FromMinutes(5);
        return Assert.Single(BeginPolls());
    }

    private IEnumerable<PollOperation> BeginPolls()
    {
        while (_scheduler.TryBeginPoll() is { } poll)
        {
            yield return poll;
        }
    }

    private void Add(int count)
    {
        MeshVideoClient client = Service.ClientOf(new Uri("http://127.0.0.1:9"));
        foreach (int index in Enumerable.Range(0, count))
        {
            _scheduler.Add(client, index.ToString(CultureInfo.InvariantCulture));
        }
    }
}
