using System;

namespace MeshVideo.Callbacks;

/// <summary>
/// How often the service may be asked about ids that nobody here knows. A call that proves true costs nothing in the end; for those that
/// do not there is a small stock, which fills up slowly.
/// </summary>
internal sealed class TokenBucket
{
    private const double Capacity = 64;
    private const double RefillPerSecond = 1;

    private double _tokens = Capacity;
    private TimeSpan _refilledAt;

    /// <summary>Takes one from the stock.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wait">How long until there is one again, where there is none.</param>
    public bool TryTake(TimeSpan now, out TimeSpan wait)
    {
        _tokens = Math.Min(Capacity, _tokens + ((now - _refilledAt).TotalSeconds * RefillPerSecond));
        _refilledAt = now;
        wait = _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / RefillPerSecond);
        _tokens -= _tokens >= 1 ? 1 : 0;
        return wait == TimeSpan.Zero;
    }

    /// <summary>Puts one back.</summary>
    public void Return() => _tokens = Math.Min(Capacity, _tokens + 1);
}
