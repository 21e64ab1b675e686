using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;

namespace MeshVideo.Http;

/// <summary>The pace of reads that are tried again: exponential, with jitter, or as the service asks.</summary>
internal static class ReadRetryPipeline
{
    /// <summary>Tries in all.</summary>
    private const int Tries = 5;

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
            DelayGenerator = static arguments => new ValueTask<TimeSpan?>(ReadRetry.AskedDelay(arguments.Outcome.Exception)),
            OnRetry = static arguments =>
            {
                Note(arguments);
                return default;
            },
        })
        .Build();

    /// <summary>Goes on after the first try failed.</summary>
    /// <param name="fault">How it failed.</param>
    /// <param name="read">The read.</param>
    /// <param name="deadline">When there is no time for another try.</param>
    /// <param name="log">Where to say what happens.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static async Task<T> ContinueAsync<T>(
        MeshVideoException fault, Func<CancellationToken, Task<T>> read, DateTimeOffset deadline, IActivityLog log, CancellationToken cancellationToken)
    {
        MeshVideoException? first = fault;
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(AttemptKey, new Attempt(deadline, log));
        try
        {
            return await Pipeline.ExecuteAsync(
                async context =>
                {
                    // The first try has been made already.
                    if (Interlocked.Exchange(ref first, null) is { } known)
                    {
                        throw known;
                    }

                    return await read(context.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsWorthAnotherTry(RetryPredicateArguments<object> arguments) =>
        arguments.Context.Properties.GetValue(AttemptKey, default!) is { } attempt
        && ReadRetry.IsWorthAnotherTry(arguments.Outcome.Exception, attempt.Deadline);

    private static void Note(OnRetryArguments<object> arguments)
    {
        string wait = arguments.RetryDelay.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        arguments.Context.Properties.GetValue(AttemptKey, default!).Log.Note(
            ActivityLevel.Verbose, $"{arguments.Outcome.Exception!.Message} Trying again in {wait} s.");
    }

    private sealed record Attempt(DateTimeOffset Deadline, IActivityLog Log);
}
