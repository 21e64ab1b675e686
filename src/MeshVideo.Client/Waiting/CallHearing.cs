using System;

namespace MeshVideo.Waiting;

/// <summary>
/// Which calls about one task are heard: the first at once, and after each that turned out not to be true, later and later. So anybody
/// may call as often as he likes, and the service is hardly asked more often for it.
/// </summary>
internal sealed class CallHearing
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private TimeSpan _pause = FirstPause;
    private TimeSpan _notBefore;
    private bool _isCheckedNow;

    /// <summary>Whether a call came after which no look has begun yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Somebody called.</summary>
    public void Call() => IsWaiting = true;

    /// <summary>When to look because of a call, if one came.</summary>
    public TimeSpan? DueAt(TimeSpan now) => !IsWaiting ? null : now > _notBefore ? now : _notBefore;

    /// <summary>A look begins, which will tell whether what came so far is true.</summary>
    public void LookBegins()
    {
        _isCheckedNow = IsWaiting;
        IsWaiting = false;
    }

    /// <summary>The look did not see an end.</summary>
    /// <param name="now">The time.</param>
    /// <param name="pause">How long the task shall be left alone in any case.</param>
    public void NoEndSeen(TimeSpan now, TimeSpan pause)
    {
        TimeSpan longest = _isCheckedNow && _pause > pause ? _pause : pause;
        TimeSpan until = longest < TimeSpan.MaxValue - now ? now + longest : TimeSpan.MaxValue;
        _notBefore = until > _notBefore ? until : _notBefore;
        if (_isCheckedNow)
        {
            _pause = _pause + _pause < LongestPause ? _pause + _pause : LongestPause;
            _isCheckedNow = false;
        }
    }
}
