using System;
using System.Linq;
using MeshVideo.Http;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

public sealed class BackoffTests
{
    private static readonly TimeSpan Initial = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(8);

    [Fact]
    public void Each_delay_is_twice_the_one_before_up_to_the_maximum()
    {
        Backoff backoff = new(Initial, Maximum);
        double[] delays = [.. Enumerable.Range(0, 8).Select(retry => backoff.GetDelay(retry).TotalSeconds)];
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 8, 8], delays);
    }

    [Fact]
    public void Any_number_of_retries_is_possible() =>
        Assert.Equal(Maximum, new Backoff(Initial, Maximum).GetDelay(int.MaxValue));

    [Fact]
    public void A_delay_that_the_service_asks_for_is_never_undercut()
    {
        Backoff backoff = new(Initial, Maximum, jitter: 0.5);
        foreach (double seconds in new[] { 0, 0.1, 1, 60 })
        {
            TimeSpan delay = backoff.GetDelay(3, TimeSpan.FromSeconds(seconds));
            Assert.InRange(delay.TotalSeconds, seconds + 0.02, (seconds * 1.06) + 0.02);
        }
    }

    [Fact]
    public void A_delay_shorter_than_the_minimum_is_not_taken()
    {
        Backoff backoff = new(Initial, Maximum, minimumRetryAfter: TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.GetDelay(2, TimeSpan.FromSeconds(0.4)));
        Assert.True(backoff.GetDelay(2, TimeSpan.FromSeconds(0.5)) < TimeSpan.FromSeconds(0.6));
    }

    [Fact]
    public void Jitter_stays_within_its_share_and_has_no_bias()
    {
        Backoff backoff = new(TimeSpan.FromSeconds(1), Maximum, jitter: 0.5);
        double[] delays = [.. Enumerable.Range(0, 2000).Select(_ => backoff.GetDelay(0).TotalSeconds)];
        Assert.InRange(delays.Min(), 0.5, 0.6);
        Assert.InRange(delays.Max(), 1.4, 1.5);
        Assert.InRange(delays.Average(), 0.95, 1.05);
    }
}
