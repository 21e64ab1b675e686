using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Polling;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>A wait by a virtual clock: hours of it take moments, and every poll is counted.</summary>
internal sealed class VirtualWait
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MeshVideoClient _client =
        new(new MeshVideoConnection(new ApiKey("rsk_of_a_test"), new Uri("http://127.0.0.1:9")));

    private readonly PollScheduler _scheduler;
    private readonly IReadOnlyList<double> _runTimes;
    private readonly IReadOnlyList<double> _history;
    private readonly List<double> _delays = [];
    private TimeSpan _now;

    /// <param name="runTimes">The run time of each task in seconds; all are created, and added, at the start.</param>
    /// <param name="history">The run times of earlier tasks in seconds.</param>
    /// <param name="options">How to wait.</param>
    public VirtualWait(IReadOnlyList<double> runTimes, IReadOnlyList<double>? history = null, WaitOptions? options = null)
    {
        _scheduler = new PollScheduler(options ?? new WaitOptions(), () => _now, new Random(1));
        _runTimes = runTimes;
        _history = history ?? [];
    }

    /// <summary>Every poll, in seconds from the start.</summary>
    public List<double> Polls { get; } = [];

    /// <summary>The mean number of seconds from the end of a task to the poll that sees it.</summary>
    public double MeanDelay => _delays.Average();

    /// <summary>The mean number of polls of a task.</summary>
    public double PollsPerTask => (double)Polls.Count / _runTimes.Count;

    /// <summary>Seconds from the start to the end of the wait.</summary>
    public double Seconds { get; private set; }

    private int PendingCount => _scheduler.Access(tasks => tasks.Pending.Count);

    /// <summary>The first estimate of the remaining time in each second.</summary>
    public Dictionary<int, TimeSpan?> Estimates { get; } = [];

    /// <summary>The tasks whose wait timed out.</summary>
    public List<WaitOutcome> TimedOut { get; } = [];

    /// <summary>Run times as they occur in practice: log-normal, the same for the same seed.</summary>
    public static double[] LogNormal(int count, double median, double spread, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => median * Math.Exp(spread * NextNormal()))];

        double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>Waits to the end.</summary>
    /// <param name="rateLimitedAt">The time in seconds of a 429 with a Retry-After of ten seconds.</param>
    public VirtualWait Run(double rateLimitedAt = double.PositiveInfinity)
    {
        for (int index = 0; index < _runTimes.Count; index++)
        {
            _scheduler.Add(_client, index.ToString(CultureInfo.InvariantCulture));
        }

        while (PendingCount > 0)
        {
            TimedOut.AddRange(_scheduler.Advance());
            while (_scheduler.TryBeginPoll() is { } poll)
            {
                Polls.Add(_now.TotalSeconds);
                if (_now.TotalSeconds >= rateLimitedAt)
                {
                    rateLimitedAt = double.PositiveInfinity;
                    MeshVideoException error =
                        new(MeshVideoErrorKind.RateLimited, "429") { RetryAfter = TimeSpan.FromSeconds(10) };
                    _scheduler.OnFault(poll, error);
                    continue;
                }

                Respond(poll);
            }

            if (!Estimates.ContainsKey((int)_now.TotalSeconds))
            {
                Estimates[(int)_now.TotalSeconds] = _scheduler.Access(tasks => tasks.GetSnapshot(_now).TimeLeft);
            }

            Seconds = _now.TotalSeconds;
            _now = _scheduler.NextDue > _now ? _scheduler.NextDue : _now + TimeSpan.FromTicks(1);
        }

        return this;
    }

    private void Respond(PollOperation poll)
    {
        double runTime = _runTimes[int.Parse(poll.Task.Id, CultureInfo.InvariantCulture)];
        bool hasEnded = _now.TotalSeconds >= runTime;
        if (hasEnded)
        {
            _delays.Add(_now.TotalSeconds - runTime);
        }

        VideoTask task = new()
        {
            Id = poll.Task.Id,
            Model = "byteplus/dreamina-seedance-2-0",
            Status = hasEnded ? VideoTaskStatus.Succeeded : VideoTaskStatus.Running,
            CreatedAt = Start,
            UpdatedAt = Start + (hasEnded ? TimeSpan.FromSeconds(Math.Floor(runTime)) : TimeSpan.Zero),
            ServiceTime = Start + TimeSpan.FromSeconds(Math.Floor(_now.TotalSeconds)),
        };
        if (_scheduler.OnResponse(poll, task).IsHistoryWanted)
        {
            _scheduler.OnHistory(poll, _history);
        }
    }
}
