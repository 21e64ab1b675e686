using System;

namespace MeshVideo.Callbacks;

/// <summary>
/// Limits the rate of reads for ids of unknown tasks. A read that finds an ended task returns its token. Other reads use up a
/// small number of tokens, which are slowly replaced.
/// </summary>
internal sealed class TokenBucket
{
    private const double Capacity = 64;
    private const double RefillPerSecond = 1;

    private double _tokens = Capacity;
    private TimeSpan _refilledAt;

    /// <summary>Takes a token.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="wait">The time until a token is available; zero if one was taken.</param>
    /// <returns>True if a token was taken.</returns>
    public bool TryTake(TimeSpan now, out TimeSpan wait)
    {
        _tokens = Math.Min(Capacity, _tokens + ((now - _refilledAt).TotalSeconds * RefillPerSecond));
        _refilledAt = now;
        wait = _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / RefillPerSecond);
        _tokens -= _tokens >= 1 ? 1 : 0;
        return wait == TimeSpan.Zero;
    }

    /// <summary>Returns a token.</summary>
    public void Return() => _tokens = Math.Min(Capacity, _tokens + 1);
}
