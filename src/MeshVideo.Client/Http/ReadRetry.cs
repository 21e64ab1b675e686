using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Tries a read again after a passing fault: a bounded number of times, within a bounded time, never before the service asks.</summary>
internal static class ReadRetry
{
    /// <summary>Runs a read until it succeeds, is refused, or the tries or the time are used up; then its last exception is thrown.</summary>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> read, DateTimeOffset deadline, IActivityLog log, CancellationToken cancellationToken)
    {
        MeshVideoException fault;
        try
        {
            // Nearly every read ends here, and the library that paces the others is not even loaded.
            return await read(cancellationToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception) when (IsWorthAnotherTry(exception, deadline))
        {
            fault = exception;
        }

        return await ReadRetryPipeline.ContinueAsync(fault, read, deadline, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How long to wait so that it surely is what the service asked for; nothing where it did not ask.</summary>
    public static TimeSpan? AskedDelay(Exception? exception) =>
        (exception as MeshVideoException)?.RetryAfter is { } asked ? RetryAfter.AddMargin(asked) : null;

    /// <summary>Whether the same read may well succeed, and there is time for it.</summary>
    public static bool IsWorthAnotherTry(Exception? exception, DateTimeOffset deadline) =>
        exception is MeshVideoException { IsTransient: true } fault && (fault.RetryAfter ?? TimeSpan.Zero) < deadline - DateTimeOffset.UtcNow;
}
