using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;

namespace MeshVideo.Http;

/// <summary>Tries a read again after a passing fault: a bounded number of times, within a bounded time, never before the service asks.</summary>
internal static class ReadRetry
{
    /// <summary>Tries in all.</summary>
    public const int Tries = 5;

    private static readonly ResiliencePropertyKey<Attempt> AttemptKey = new("attempt");

    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(400),
            MaxDelay = TimeSpan.FromSeconds(10),
            UseJitter = true,
            ShouldHandle = static arguments => new ValueTask<bool>(IsWorthAnotherTry(arguments)),
            DelayGenerator = static arguments => new ValueTask<TimeSpan?>(AskedDelay(arguments.Outcome.Exception)),
            OnRetry = static arguments =>
            {
                Note(arguments);
                return default;
            },
        })
        .Build();

    /// <summary>Runs a read until it succeeds, is refused, or the tries or the time are used up; then its last exception is thrown.</summary>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> read, DateTimeOffset deadline, IActivityLog log, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(AttemptKey, new Attempt(deadline, log));
        try
        {
            return await Pipeline.ExecuteAsync(
                static async (context, read) => await read(context.CancellationToken).ConfigureAwait(false), context, read).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>How long to wait so that it surely is what the service asked for; nothing where it did not ask.</summary>
    public static TimeSpan? AskedDelay(Exception? exception) =>
        (exception as MeshVideoException)?.RetryAfter is { } asked ? RetryAfter.Surely(asked) : null;

    private static bool IsWorthAnotherTry(RetryPredicateArguments<object> arguments) =>
        arguments.Outcome.Exception is MeshVideoException { IsTransient: true } exception
        && arguments.Context.Properties.GetValue(AttemptKey, default!) is { } attempt
        && (exception.RetryAfter ?? TimeSpan.Zero) < attempt.Deadline - DateTimeOffset.UtcNow;

    private static void Note(OnRetryArguments<object> arguments)
    {
        string wait = arguments.RetryDelay.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        arguments.Context.Properties.GetValue(AttemptKey, default!).Log.Note(
            ActivityLevel.Verbose, $"{arguments.Outcome.Exception!.Message} Trying again in {wait} s.");
    }

    private sealed record Attempt(DateTimeOffset Deadline, IActivityLog Log);
}
