using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Retries a read after a transient error: a limited number of times, within a limited time, and never before the service asks.</summary>
internal static class ReadRetry
{
    private const int MaximumAttempts = 5;

    // With it, the four delays add up to 3.3 s on average.
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(220), TimeSpan.FromSeconds(10), jitter: 0.5);

    /// <summary>Reads until an attempt succeeds.</summary>
    /// <param name="read">The read.</param>
    /// <param name="deadline">When there is no time for another attempt.</param>
    /// <param name="log">Gets a note about each retry.</param>
    /// <param name="cancellationToken">Cancels the read, or the delay before the next.</param>
    /// <exception cref="MeshVideoException">The last attempt failed, or an error is not transient.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> read, DateTimeOffset deadline, IActivityLog log, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            try
            {
                return await read(cancellationToken).ConfigureAwait(false);
            }
            catch (MeshVideoException exception) when (retry < MaximumAttempts - 1 && CanRetry(exception, deadline))
            {
                TimeSpan delay = Backoff.GetDelay(retry, exception.RetryAfter);
                log.Write(ActivityLevel.Verbose, $"{exception.Message} Trying again in {TimeFormat.Seconds(delay)}.");
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool CanRetry(MeshVideoException exception, DateTimeOffset deadline) =>
        exception.IsTransient && (exception.RetryAfter ?? TimeSpan.Zero) < deadline - DateTimeOffset.UtcNow;
}
