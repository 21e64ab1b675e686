using System;
using System.Net.Http;
using System.Net.Http.Headers;

namespace MeshVideo.Http;

/// <summary>Reads the delay that a response requests.</summary>
internal static class RetryAfter
{
    /// <summary>Reads the <c>Retry-After</c> header, with a delay in seconds or a date; null if there is none.</summary>
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

        // The service's clock is used if the response has its time, because the clock of this machine can be wrong. The time in
        // the header is truncated to seconds, which only extends the delay.
        TimeSpan wait = date - (response.Headers.Date ?? DateTimeOffset.UtcNow);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Adds a margin, because timers can fire early.</summary>
    public static TimeSpan AddMargin(TimeSpan retryAfter) =>
        retryAfter + TimeSpan.FromMilliseconds(20 + retryAfter.TotalMilliseconds / 20);

    /// <summary>States how long the service asked to wait.</summary>
    /// <param name="retryAfter">The delay that the service requested.</param>
    /// <param name="now">The time of the response.</param>
    public static string Describe(TimeSpan retryAfter, DateTimeOffset now) =>
        $"The service asked to wait {TimeFormat.Duration(retryAfter)}"
            + (retryAfter < DateTimeOffset.MaxValue - now ? $" (until {TimeFormat.Iso8601(now + retryAfter)})" : string.Empty);

    public static TimeSpan? Max(TimeSpan? one, TimeSpan? other) =>
        one is null ? other : other is null || one > other ? one : other;
}
