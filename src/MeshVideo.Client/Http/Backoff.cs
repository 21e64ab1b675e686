using System;

namespace MeshVideo.Http;

/// <summary>
/// Calculates the delay before a retry: the delay that the service requested in <c>Retry-After</c>, or an exponential delay up to
/// a maximum.
/// </summary>
/// <param name="initialDelay">The delay before the first retry.</param>
/// <param name="maximumDelay">The maximum exponential delay. The service can request a longer one.</param>
/// <param name="jitter">
/// The fraction, from 0 to 1, by which a delay is randomly reduced or extended, so that clients do not retry in step.
/// </param>
/// <param name="minimumRetryAfter">
/// The minimum delay to accept from the service. For a shorter one, the exponential delay is used.
/// </param>
internal sealed class Backoff(
    TimeSpan initialDelay, TimeSpan maximumDelay, double jitter = 0, TimeSpan minimumRetryAfter = default)
{
    // The maximum delay is reached with fewer doublings; more would overflow.
    private const int MaximumDoublings = 30;

    private readonly Random _random = new();

    /// <summary>Calculates the delay before a retry.</summary>
    /// <param name="retry">The number of earlier retries.</param>
    /// <param name="retryAfter">The delay that the service requested; null if it did not.</param>
    public TimeSpan GetDelay(int retry, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } requested && requested >= minimumRetryAfter)
        {
            return RetryAfter.AddMargin(requested);
        }

        double seconds = initialDelay.TotalSeconds * Math.Pow(2, Math.Min(retry, MaximumDoublings));
        return TimeSpan.FromSeconds(Math.Min(maximumDelay.TotalSeconds, seconds) * (1 + (jitter * NextJitter())));
    }

    /// <returns>A random number from -1 to 1.</returns>
    private double NextJitter()
    {
        // Random is not thread-safe, and concurrent reads share this object.
        lock (_random)
        {
            return (2 * _random.NextDouble()) - 1;
        }
    }
}
