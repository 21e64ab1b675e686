using System;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Http;

namespace MeshVideo.Requests;

/// <summary>
/// Lets a create wait while the service rejects it because too many tasks are running. The create is sent again when a task of
/// this process ends, whoever reads that, and from time to time besides.
/// </summary>
internal sealed class CapacityWait(MeshVideoConnection connection, ApiTransport transport, CreateThrottle throttle)
{
    /// <summary>How long creates wait after the last task of this process has ended: then others use the whole limit.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The maximum number of tasks to read in an interval.</summary>
    private const int MaximumReads = 4;

    // The service documents neither a code nor a text for this, or for a limit on the rate of requests.
    private static readonly Regex RunningTasks = new(
        @"concurren|\b(queued|running|active|in[- ]progress|too many|maximum) (\w+ ){0,3}(task|job|generation)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex RequestRate = new(
        @"\brequests\b|\b(task|job|generation|create) request\b|\brates?\b|\b[rt]p[smhd]\b"
            + @"|(\b(per|an?|each|every|within \d+) ?|/ ?)(s|sec|min|h|seconds?|minutes?|hours?|days?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly long _ticket = connection.Capacity.TakeTicket();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private long _endedBefore = connection.Capacity.Ended;
    private MeshVideoException? _rejection;

    private ServiceCapacity Capacity => connection.Capacity;

    /// <summary>
    /// Determines whether a rejection is about the number of running tasks rather than the rate of requests. The service rejects
    /// both with 429, but usually only the latter tells when to retry.
    /// </summary>
    public bool IsExceeded(MeshVideoException rejection)
    {
        bool isExceeded = rejection.Kind == MeshVideoErrorKind.RateLimited
            && (IsAboutRunningTasks(rejection.ServiceMessage ?? string.Empty)
                || (rejection.RetryAfter is null && Capacity.HasRunningTasks));
        _rejection = isExceeded ? rejection : _rejection;
        return isExceeded;
    }

    /// <summary>Determines whether the text of a rejection is about the number of running tasks.</summary>
    internal static bool IsAboutRunningTasks(string message) => RunningTasks.IsMatch(message) && !RequestRate.IsMatch(message);

    /// <summary>Waits until the create can be sent.</summary>
    /// <returns>The turn to report the outcome of.</returns>
    /// <exception cref="MeshVideoException">The time has elapsed: the rejection.</exception>
    public async Task<CapacityTurn> WaitAsync(CancellationToken cancellationToken)
    {
        using IDisposable waiting = throttle.CountWaiting();
        Task<CapacityTurn> turn = Capacity.Join(_ticket, _endedBefore, wasRejected: _rejection is not null);
        try
        {
            while (!turn.IsCompleted)
            {
                using CancellationTokenSource interval = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(turn, Task.Delay(ReadInterval, interval.Token)).ConfigureAwait(false);
                interval.Cancel();
                cancellationToken.ThrowIfCancellationRequested();
                if (!turn.IsCompleted)
                {
                    ThrowIfTimedOut();
                    foreach (string id in Capacity.Probe(_ticket, ReadInterval, MaximumReads))
                    {
                        await ReadAsync(id, cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            return await turn.ConfigureAwait(false);
        }
        catch when (turn.IsCompleted)
        {
            Capacity.Return(await turn.ConfigureAwait(false));
            throw;
        }
        finally
        {
            _endedBefore = Capacity.Ended;
            Capacity.Leave(_ticket);
        }
    }

    /// <summary>Creates the error of a create that is not sent, because the service asked to wait beyond its timeout.</summary>
    public static MeshVideoException CreatePausedException(ServiceCapacity capacity) => new(
        MeshVideoErrorKind.RateLimited,
        $"{capacity.PauseReason}. The request was not sent, and no task was created. Try again later.")
    {
        RetryAfter = capacity.PausedUntil is var until && until > DateTimeOffset.UtcNow ? until - DateTimeOffset.UtcNow : null,
    };

    private void ThrowIfTimedOut()
    {
        DateTimeOffset lastRunning = Capacity.LastRunning;
        DateTimeOffset deadline = throttle.Timeout is { } timeout ? _start + timeout
            : (lastRunning > _start ? lastRunning : _start) + DefaultTimeout;
        if (Capacity.PausedUntil >= deadline && Capacity.PauseReason is not null)
        {
            throw _rejection?.RetryAfter is null ? CreatePausedException(Capacity) : _rejection;
        }

        if (DateTimeOffset.UtcNow >= deadline)
        {
            throw _rejection ?? new MeshVideoException(
                MeshVideoErrorKind.RateLimited,
                "The service runs no further task for this key at the moment. No task was created. Try again later.");
        }
    }

    private async Task ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            Uri address = connection.Base.Endpoint("video/generations/" + Uri.EscapeDataString(id));
            ApiResponse response = await transport.GetAsync(address, id, ReadTimeout, cancellationToken).ConfigureAwait(false);
            VideoTask? task = TaskReader.ToTask(response.Read("a task"), response.RequestId);
            Capacity.Observe(id, task is { IsFinished: true });
        }
        catch (MeshVideoException exception)
        {
            // A later read may succeed. A task that is not found no longer runs.
            Capacity.Observe(id, exception.Kind == MeshVideoErrorKind.NotFound);
            if (exception.RetryAfter is { } retryAfter)
            {
                Capacity.PauseReads(RetryAfter.AddMargin(retryAfter));
            }
        }
    }
}
