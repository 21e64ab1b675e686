using System;
using System.Net.Http;
using System.Net.Http.Headers;

namespace MeshVideo.Http;

/// <summary>Reads how long an answer asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The <c>Retry-After</c> header, as seconds or as a date; never less than what the service means.</summary>
    public static TimeSpan? Read(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
        {
            return delta;
        }

        if (header?.Date is not { } date)
        {
            return null;
        }

        // By the service's own clock where it gives one: ours may be wrong. Its clock is cut to whole seconds, which only lengthens the wait.
        TimeSpan wait = date - (response.Headers.Date ?? DateTimeOffset.UtcNow);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>The time with a margin: timers fire a little early.</summary>
    public static TimeSpan AddMargin(TimeSpan asked) => asked + TimeSpan.FromMilliseconds(20 + asked.TotalMilliseconds / 20);

    public static TimeSpan? Max(TimeSpan? one, TimeSpan? other) =>
        one is null ? other : other is null || one > other ? one : other;
}
