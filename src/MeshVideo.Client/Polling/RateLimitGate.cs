using System;

namespace MeshVideo.Polling;

/// <summary>
/// Pauses, and then slows down, the polls of all tasks after a 429, which is about the key and not about one task.
/// </summary>
internal sealed class RateLimitGate
{
    private const double MaximumBackoffFactor = 8;
    private const double DecaySeconds = 120;

    private double _backoffFactor = 1;
    private TimeSpan _limitedAt;

    /// <summary>When polls may begin again.</summary>
    public TimeSpan PausedUntil { get; private set; }

    /// <summary>What to multiply poll intervals by: twice as much after each pause, fading within minutes.</summary>
    public double BackoffFactorAt(TimeSpan now) =>
        1 + ((_backoffFactor - 1) * Math.Exp(-(now - _limitedAt).TotalSeconds / DecaySeconds));

    /// <summary>The service answered 429. Requests under way are answered in any order: the longest pause counts.</summary>
    public void Pause(TimeSpan now, TimeSpan pause)
    {
        if (now >= PausedUntil)
        {
            _backoffFactor = Math.Min(MaximumBackoffFactor, 2 * BackoffFactorAt(now));
            _limitedAt = now;
        }

        PausedUntil = TimeSpanMath.Max(PausedUntil, now.AddSaturated(pause));
    }
}
