using System;

namespace MeshVideo.Polling;

/// <summary>
/// Limits the polls that callbacks about one task cause, since anybody can send callbacks. The first one causes a poll
/// immediately; each one that proves false doubles the pause before the next.
/// </summary>
internal sealed class CallbackBackoff
{
    private static readonly TimeSpan InitialPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaximumPause = TimeSpan.FromSeconds(60);

    private TimeSpan _pause = InitialPause;
    private TimeSpan _notBefore;
    private bool _isBeingVerified;

    /// <summary>Whether a callback came since the last poll began.</summary>
    public bool IsPending { get; private set; }

    /// <summary>When to poll because of a callback; never without one.</summary>
    public TimeSpan DueAt(TimeSpan now) => IsPending ? TimeSpanMath.Max(now, _notBefore) : TimeSpan.MaxValue;

    public void OnCallback() => IsPending = true;

    /// <summary>A poll begins, which verifies the callbacks that came so far.</summary>
    public void OnPollStarted()
    {
        _isBeingVerified = IsPending;
        IsPending = false;
    }

    /// <summary>The poll did not find that the task has ended.</summary>
    /// <param name="now">The time.</param>
    /// <param name="minimumPause">How long no callback may cause a poll in any case.</param>
    public void OnNotEnded(TimeSpan now, TimeSpan minimumPause)
    {
        TimeSpan pause = _isBeingVerified ? TimeSpanMath.Max(_pause, minimumPause) : minimumPause;
        _notBefore = TimeSpanMath.Max(_notBefore, now.AddSaturated(pause));
        if (_isBeingVerified)
        {
            _pause = TimeSpanMath.Min(_pause + _pause, MaximumPause);
            _isBeingVerified = false;
        }
    }
}
