using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Http;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>Creates that wait for a slot of the service, by a clock of the test.</summary>
public sealed class ServiceCapacityTests
{
    private const int Limit = 8;

    private readonly ServiceCapacity _capacity;
    private readonly List<Task<CapacityTurn>> _turns = [];
    private int[] _before = [];
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public ServiceCapacityTests()
    {
        _capacity = new ServiceCapacity(() => _now);
        _capacity.Add("cgt-1");
    }

    [Fact]
    public void A_probe_that_succeeds_starts_a_ramp()
    {
        Join(30);
        Assert.Equal([0], ReleasedAfter(Probe));

        Assert.Equal([1], ReleasedAfter(() => Succeed(0)));
        Assert.Equal([2, 3], ReleasedAfter(() => Succeed(1)));
        Assert.Equal([4, 5, 6, 7], ReleasedAfter(() => Succeed(2, 3)));
        Assert.Equal([8, 9, 10, 11, 12, 13, 14, 15], ReleasedAfter(() => Succeed(4, 5, 6, 7)));
        Assert.Equal(Limit, ReleasedAfter(() => Succeed([.. Enumerable.Range(8, Limit)])).Length);
    }

    [Fact]
    public void A_rejection_stops_the_ramp_until_the_next_probe()
    {
        Join(30);
        Probe();
        Succeed(0);
        Succeed(1);

        Assert.Empty(ReleasedAfter(() =>
        {
            _capacity.Reject();
            Succeed(3);
        }));

        Assert.Equal([4], ReleasedAfter(Probe));
        Assert.Equal([5], ReleasedAfter(() => Succeed(4)));
    }

    [Fact]
    public void A_probe_that_is_rejected_releases_none_and_the_next_one_is_later()
    {
        Join(3);
        Probe();
        _capacity.Reject();

        Assert.Empty(ReleasedAfter(Probe));
        Assert.Equal([1], ReleasedAfter(Probe));
        Assert.Equal([2], ReleasedAfter(() => Succeed(1)));
        Join(3);
        _capacity.Reject();
        Assert.Equal([3], ReleasedAfter(Probe));
    }

    [Fact]
    public void A_task_that_ends_releases_one_create_and_no_ramp()
    {
        Join(3);

        Assert.Equal([0], ReleasedAfter(() => _capacity.Observe("cgt-1", hasEnded: true)));
        Assert.Empty(ReleasedAfter(() => Succeed(0)));
    }

    [Fact]
    public void A_turn_that_is_not_used_is_that_of_the_next_create()
    {
        Join(4);
        Probe();

        Assert.Equal([1], ReleasedAfter(() => _capacity.Return(Turn(0))));
        Assert.Equal([2], ReleasedAfter(() => Succeed(1)));
        Assert.Equal([3], ReleasedAfter(() => _capacity.Return(Turn(2))));
    }

    [Fact]
    public void There_is_one_probe_at_a_time()
    {
        Join(3);
        Probe();

        Assert.Empty(ReleasedAfter(Probe));
    }

    [Fact]
    public void A_create_that_was_not_rejected_does_not_wait_alone()
    {
        Assert.True(_capacity.Join(1, 0, wasRejected: false).IsCompleted);
        Assert.False(_capacity.Join(2, 0, wasRejected: true).IsCompleted);
        Assert.False(_capacity.Join(3, 0, wasRejected: false).IsCompleted);
    }

    private CapacityTurn Turn(int create) => _turns[create].GetAwaiter().GetResult();

    private int[] Released => [.. Enumerable.Range(0, _turns.Count).Where(create => _turns[create].IsCompleted).Except(_before)];

    private int[] ReleasedAfter(Action action)
    {
        _before = [];
        _before = Released;
        action();
        return Released;
    }

    private void Join(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _turns.Add(_capacity.Join(_turns.Count, endedBefore: 0, wasRejected: true));
        }
    }

    /// <summary>Lets the time of the first probe pass, and all creates that wait ask for a probe.</summary>
    private void Probe()
    {
        _now += TimeSpan.FromSeconds(5);
        for (int create = 0; create < _turns.Count; create++)
        {
            _capacity.Probe(create, TimeSpan.FromDays(1), maximumTasks: 1);
        }
    }

    private void Succeed(params int[] creates) =>
        Assert.All(creates, create => _capacity.Succeed(Turn(create), Limit));
}
