using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Waiting;

namespace MeshVideo.Client.Tests.Waiting;

/// <summary>A wait by a clock of its own: hours of it take moments, and every look is counted.</summary>
internal sealed class VirtualWait
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MeshVideoClient _client = new(new MeshVideoConnection(new ApiKey("rsk_of_a_test"), new Uri("http://127.0.0.1:9")));
    private readonly WaitState _state;
    private readonly IReadOnlyList<double> _runTimes;
    private readonly IReadOnlyList<double> _history;
    private readonly List<double> _delays = [];

    /// <param name="runTimes">Seconds that each task takes; all are made, and waited for, at the start.</param>
    /// <param name="history">Seconds that earlier tasks took.</param>
    /// <param name="options">How to wait.</param>
    public VirtualWait(IReadOnlyList<double> runTimes, IReadOnlyList<double>? history = null, WaitOptions? options = null)
    {
        _state = new WaitState(options ?? new WaitOptions(), new Random(1));
        _runTimes = runTimes;
        _history = history ?? [];
    }

    /// <summary>Every look, as seconds from the start.</summary>
    public List<double> Looks { get; } = [];

    /// <summary>Seconds from the end of a task to the look that saw it, on the mean.</summary>
    public double MeanDelay => _delays.Average();

    /// <summary>Looks at each task, on the mean.</summary>
    public double LooksPerTask => (double)Looks.Count / _runTimes.Count;

    /// <summary>Seconds from the start to the end of the wait.</summary>
    public double Seconds { get; private set; }

    /// <summary>What a wait said it would still take, by the second it was asked at.</summary>
    public Dictionary<int, TimeSpan?> Estimates { get; } = [];

    /// <summary>Run times as they are found in the field: log-normal, the same for the same seed.</summary>
    public static double[] LogNormal(int count, double median, double spread, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    /// <summary>Waits to the end.</summary>
    /// <param name="refusedAt">Seconds at which a look is refused with 429, asking for ten seconds.</param>
    public VirtualWait Run(double refusedAt = double.PositiveInfinity)
    {
        TimeSpan now = TimeSpan.Zero;
        for (int index = 0; index < _runTimes.Count; index++)
        {
            _state.Add(new WatchedTask(_client, $"cgt-{index}", known: null, index, now), now);
        }

        while (_state.Count > 0)
        {
            _state.Replan(now);
            while (_state.TakeDue(now, underWay: 0) is { } watched)
            {
                Looks.Add(now.TotalSeconds);
                if (now.TotalSeconds >= refusedAt)
                {
                    refusedAt = double.PositiveInfinity;
                    _state.Failed(watched, new MeshVideoException(MeshVideoErrorKind.RateLimited, "429") { RetryAfter = TimeSpan.FromSeconds(10) }, now);
                    continue;
                }

                Look(watched, now);
            }

            if (!Estimates.ContainsKey((int)now.TotalSeconds))
            {
                Estimates[(int)now.TotalSeconds] = _state.TimeLeft(now);
            }

            Seconds = now.TotalSeconds;
            TimeSpan next = _state.NextTime(underWay: 0) ?? now;
            now = next > now ? next : now + TimeSpan.FromTicks(1);
        }

        return this;
    }

    private void Look(WatchedTask watched, TimeSpan now)
    {
        double runTime = _runTimes[watched.Order];
        bool hasEnded = now.TotalSeconds >= runTime;
        if (hasEnded)
        {
            _delays.Add(now.TotalSeconds - runTime);
        }

        VideoTask task = new()
        {
            Id = watched.Id,
            Model = "byteplus/dreamina-seedance-2-0",
            Status = hasEnded ? VideoTaskStatus.Succeeded : VideoTaskStatus.Running,
            CreatedAt = Start,
            UpdatedAt = Start + (hasEnded ? TimeSpan.FromSeconds(Math.Floor(runTime)) : TimeSpan.Zero),
            ServiceTime = Start + TimeSpan.FromSeconds(Math.Floor(now.TotalSeconds)),
        };
        if (_state.Answered(watched, task, now) is null && _state.WantsHistory(watched, now))
        {
            WaitState.Learn(watched, _history);
        }
    }
}
