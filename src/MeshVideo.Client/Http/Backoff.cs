using System;

namespace MeshVideo.Http;

/// <summary>
/// The delays between attempts: as long as the service asks for in <c>Retry-After</c>, or else doubled with each retry, up to a
/// maximum.
/// </summary>
/// <param name="initialDelay">The delay before the first retry.</param>
/// <param name="maximumDelay">The longest delay that the backoff itself chooses; the service may ask for more.</param>
/// <param name="jitter">The share, from 0 to 1, by which a delay is randomly shorter or longer.</param>
/// <param name="minimumRetryAfter">A service that asks for less than this gets the exponential delay instead.</param>
internal sealed class Backoff(
    TimeSpan initialDelay, TimeSpan maximumDelay, double jitter = 0, TimeSpan minimumRetryAfter = default)
{
    // Enough doublings to reach any maximum, and few enough not to overflow.
    private const int MaximumDoublings = 30;

    private readonly Random _random = new();

    /// <summary>The delay before a retry.</summary>
    /// <param name="retry">The number of retries before this one.</param>
    /// <param name="retryAfter">How long the service asked to wait, if it did.</param>
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
        // Retries of many reads share a backoff.
        lock (_random)
        {
            return (2 * _random.NextDouble()) - 1;
        }
    }
}
