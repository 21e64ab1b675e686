using System;

namespace MeshVideo.Callbacks;

/// <summary>
/// How often the service may be asked about ids that nobody here knows. A call that proves true costs nothing in the end; for those that
/// do not there is a small stock, which fills up slowly.
/// </summary>
internal sealed class CallAllowance
{
    private const double Most = 64;
    private const double PerSecond = 1;

    private double _left = Most;
    private TimeSpan _filledAt;

    /// <summary>Takes one from the stock.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wait">How long until there is one again, where there is none.</param>
    public bool TryTake(TimeSpan now, out TimeSpan wait)
    {
        _left = Math.Min(Most, _left + ((now - _filledAt).TotalSeconds * PerSecond));
        _filledAt = now;
        wait = _left >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _left) / PerSecond);
        _left -= _left >= 1 ? 1 : 0;
        return wait == TimeSpan.Zero;
    }

    /// <summary>Puts one back.</summary>
    public void GiveBack() => _left = Math.Min(Most, _left + 1);
}
