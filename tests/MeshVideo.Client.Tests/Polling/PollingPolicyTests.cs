using System;
using System.Linq;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>How many polls a wait takes, and how late they see an end.</summary>
public sealed class PollingPolicyTests
{
    private const double Median = 90;
    private const double Spread = 0.6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Polls_by_known_run_times_are_better_than_a_fixed_interval(int seed)
    {
        double[] history = VirtualWait.LogNormal(20, Median, Spread, seed + 100);
        double[] runTimes = VirtualWait.LogNormal(500, Median, Spread, seed);

        VirtualWait ours = new VirtualWait(runTimes, history).Run();
        VirtualWait every5 = new VirtualWait(runTimes, options: new WaitOptions { PollInterval = TimeSpan.FromSeconds(5) }).Run();

        Assert.InRange(ours.MeanDelay, 0, 2.5);
        Assert.InRange(ours.PollsPerTask * ours.MeanDelay, 0, 0.85 * every5.PollsPerTask * every5.MeanDelay);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Without_history_the_run_times_are_learned_from_the_first_ends(int seed)
    {
        VirtualWait wait = new VirtualWait(VirtualWait.LogNormal(500, Median, Spread, seed)).Run();

        Assert.InRange(wait.MeanDelay, 0, 2.8);
        Assert.InRange(wait.PollsPerTask, 5, 24);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    public void Tasks_with_the_same_run_time_need_fewer_polls_each(double seconds)
    {
        VirtualWait wait = new VirtualWait([.. Enumerable.Repeat(seconds, 1000)]).Run();

        Assert.InRange(wait.Seconds, seconds, seconds + 3);
        Assert.InRange(wait.PollsPerTask, 2, 20);
    }

    [Fact]
    public void The_end_of_a_single_short_task_is_seen_soon()
    {
        foreach (double seconds in new[] { 0.5, 1.5, 4, 10 })
        {
            VirtualWait wait = new VirtualWait([seconds]).Run();

            Assert.InRange(wait.MeanDelay, 0, Math.Max(2.2, seconds / 2));
        }
    }

    [Fact]
    public void The_poll_interval_is_limited_however_long_a_task_runs()
    {
        double[] polls = [.. new VirtualWait([100_000], history: [30, 31, 32]).Run().Polls];

        Assert.InRange(polls.Zip(polls.Skip(1), (one, next) => next - one).Max(), 30, 140);
    }

    [Fact]
    public void Polls_are_spread_in_time()
    {
        double[] history = VirtualWait.LogNormal(20, Median, Spread, seed: 4);

        VirtualWait wait = new VirtualWait(VirtualWait.LogNormal(1000, Median, Spread, seed: 3), history).Run();

        // The first poll is immediate. With a fixed interval all others would come together too.
        Assert.InRange(wait.Polls.Where(time => time >= 1).GroupBy(time => (int)time).Max(group => group.Count()), 1, 500);
    }

    [Fact]
    public void A_rate_limit_pauses_all_polls_and_then_slows_them_down()
    {
        double[] runTimes = [.. Enumerable.Repeat(200.0, 100)];
        VirtualWait undisturbed = new VirtualWait(runTimes, history: [60, 90, 120]).Run();
        VirtualWait limited = new VirtualWait(runTimes, history: [60, 90, 120]).Run(rateLimitedAt: 60);

        double at = limited.Polls.First(time => time >= 60);
        double again = limited.Polls.First(time => time > at);
        Assert.InRange(again - at, 10, 20);
        Assert.InRange(Between(limited, again + 2, again + 40), 1, 0.75 * Between(undisturbed, again + 2, again + 40));

        static int Between(VirtualWait wait, double from, double to) => wait.Polls.Count(time => time >= from && time < to);
    }

    [Fact]
    public void The_estimate_is_close_once_ends_were_seen()
    {
        double[] history = VirtualWait.LogNormal(20, Median, 0.2, seed: 6);

        VirtualWait wait = new VirtualWait(VirtualWait.LogNormal(100, Median, 0.2, seed: 5), history).Run();

        TimeSpan estimate = wait.Estimates.First(entry => entry.Key >= 60 && entry.Value is not null).Value!.Value;
        Assert.InRange(estimate.TotalSeconds, 0.5 * (wait.Seconds - 60), 2 * (wait.Seconds - 60));
    }

    [Fact]
    public void There_is_no_estimate_without_run_times() =>
        Assert.Null(new VirtualWait([20]).Run().Estimates.First(entry => entry.Key >= 2).Value);
}
