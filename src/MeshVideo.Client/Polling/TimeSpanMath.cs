using System;

namespace MeshVideo.Polling;

/// <summary>Arithmetic on times of which <see cref="TimeSpan.MaxValue"/> means never.</summary>
internal static class TimeSpanMath
{
    /// <summary>Adds without overflow.</summary>
    public static TimeSpan AddSaturated(this TimeSpan time, TimeSpan interval) =>
        interval < TimeSpan.MaxValue - time ? time + interval : TimeSpan.MaxValue;

    public static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    public static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
