using System;
using System.Linq;
using Xunit;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>How many looks a wait takes, and how late they see an end.</summary>
public sealed class PollingPolicyTests
{
    private const double Median = 90;
    private const double Spread = 0.6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Knowing_the_usual_run_time_beats_a_fixed_interval(int seed)
    {
        double[] history = VirtualWait.LogNormal(20, Median, Spread, seed + 100);
        double[] runTimes = VirtualWait.LogNormal(500, Median, Spread, seed);

        VirtualWait ours = new VirtualWait(runTimes, history).Run();
        VirtualWait every5 = new VirtualWait(runTimes, options: new WaitOptions { PollInterval = TimeSpan.FromSeconds(5) }).Run();

        Assert.InRange(ours.MeanDelay, 0, 2.5);
        Assert.InRange(ours.LooksPerTask * ours.MeanDelay, 0, 0.85 * every5.LooksPerTask * every5.MeanDelay);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Without_a_history_the_run_time_is_learned_from_the_first_ends(int seed)
    {
        VirtualWait wait = new VirtualWait(VirtualWait.LogNormal(500, Median, Spread, seed)).Run();

        Assert.InRange(wait.MeanDelay, 0, 2.8);
        Assert.InRange(wait.LooksPerTask, 5, 24);
    }

    [Theory]
    [InlineData(500, 20)]
    [InlineData(1000, 20)]
    [InlineData(1000, 600)]
    public void Tasks_that_all_take_the_same_share_their_looks(int count, double seconds)
    {
        VirtualWait wait = new VirtualWait([.. Enumerable.Repeat(seconds, count)]).Run();

        Assert.InRange(wait.Seconds, seconds, seconds + 3);
        Assert.InRange(wait.LooksPerTask, 2, 20);
    }

    [Fact]
    public void A_single_short_task_is_seen_soon()
    {
        foreach (double seconds in new[] { 0.5, 1.5, 4, 10 })
        {
            VirtualWait wait = new VirtualWait([seconds]).Run();

            Assert.InRange(wait.MeanDelay, 0, Math.Max(2.2, seconds / 2));
        }
    }

    [Fact]
    public void The_longest_pause_is_bounded_however_long_a_task_takes()
    {
        double[] looks = [.. new VirtualWait([100_000], history: [30, 31, 32]).Run().Looks];

        Assert.InRange(looks.Zip(looks.Skip(1), (one, next) => next - one).Max(), 30, 140);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(13)]
    [InlineData(23)]
    public void Looks_are_spread_in_time(int seed)
    {
        VirtualWait wait = new VirtualWait(VirtualWait.LogNormal(1000, Median, Spread, seed), VirtualWait.LogNormal(20, Median, Spread, seed + 1)).Run();

        // The first look is at once. With a fixed interval all the others would come together too.
        Assert.InRange(wait.Looks.Where(time => time >= 1).GroupBy(time => (int)time).Max(group => group.Count()), 1, 500);
    }

    [Fact]
    public void After_a_refusal_all_keep_still_and_then_look_less_often()
    {
        double[] runTimes = [.. Enumerable.Repeat(200.0, 100)];
        VirtualWait undisturbed = new VirtualWait(runTimes, history: [60, 90, 120]).Run();
        VirtualWait refused = new VirtualWait(runTimes, history: [60, 90, 120]).Run(refusedAt: 60);

        double at = refused.Looks.First(time => time >= 60);
        double again = refused.Looks.First(time => time > at);
        Assert.InRange(again - at, 10, 20);
        Assert.InRange(Between(refused, again + 2, again + 40), 1, 0.75 * Between(undisturbed, again + 2, again + 40));

        static int Between(VirtualWait wait, double from, double to) => wait.Looks.Count(time => time >= from && time < to);
    }

    [Fact]
    public void The_estimate_is_near_once_ends_were_seen()
    {
        VirtualWait wait = new VirtualWait(VirtualWait.LogNormal(100, Median, 0.2, seed: 5), history: VirtualWait.LogNormal(20, Median, 0.2, seed: 6)).Run();

        TimeSpan estimate = wait.Estimates.First(entry => entry.Key >= 60 && entry.Value is not null).Value!.Value;
        Assert.InRange(estimate.TotalSeconds, 0.5 * (wait.Seconds - 60), 2 * (wait.Seconds - 60));
    }

    [Fact]
    public void There_is_no_estimate_where_nothing_is_known() =>
        Assert.Null(new VirtualWait([20]).Run().Estimates.First(entry => entry.Key >= 2).Value);
}
