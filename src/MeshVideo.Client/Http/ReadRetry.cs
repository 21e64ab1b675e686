using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Retries reads after transient errors, up to a maximum number of attempts and a deadline.</summary>
internal static class ReadRetry
{
    private const int MaximumAttempts = 5;

    // The four delays take 3.3 s on average.
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(220), TimeSpan.FromSeconds(10), jitter: 0.5);

    /// <summary>Runs a read until an attempt succeeds.</summary>
    /// <param name="read">The operation.</param>
    /// <param name="deadline">The time after which no attempt begins.</param>
    /// <param name="log">The log for a message about each retry.</param>
    /// <param name="cancellationToken">Cancels the read or the delay.</param>
    /// <exception cref="MeshVideoException">
    /// The last attempt failed, or an attempt failed with an error that is not transient.
    /// </exception>
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
                log.Write(ActivityLevel.Verbose, $"{exception.Message} Retrying in {TimeFormat.Seconds(delay)}.");
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool CanRetry(MeshVideoException exception, DateTimeOffset deadline) =>
        exception.IsTransient && (exception.RetryAfter ?? TimeSpan.Zero) < deadline - DateTimeOffset.UtcNow;
}
