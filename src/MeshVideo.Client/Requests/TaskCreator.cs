using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Requests;

/// <summary>
/// Creates tasks at most once. A create is charged, and the service cannot detect a repeated one. So it is sent again only if the
/// service cannot have processed it: no part of the body was sent, or the service responded with 429. After any other unclear
/// response, the outcome is unknown.
/// </summary>
internal sealed class TaskCreator(MeshVideoConnection connection, ApiTransport transport, IActivityLog log)
{
    private const int MaximumConnectAttempts = 4;

    /// <summary>The total size of the bodies that are uploaded at the same time: four of the maximum size.</summary>
    private const long MaximumUploadBytes = 256 * 1024 * 1024;

    /// <summary>The timeout of an upload and its response, and of all retries by default.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The interval at which to ask whether another process has created the task.</summary>
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The time after which to look at a long pause again: timers end after 24 days.</summary>
    private static readonly TimeSpan MaximumTimer = TimeSpan.FromHours(1);

    /// <summary>
    /// A delay of less than half a second requested by the service is replaced by the exponential delay, to avoid hundreds of
    /// requests.
    /// </summary>
    private static readonly Backoff Backoff =
        new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), minimumRetryAfter: TimeSpan.FromSeconds(0.5));

    private static readonly ByteBudget Uploads = new(MaximumUploadBytes);

    /// <summary>Creates a task.</summary>
    /// <param name="prepared">The prepared request.</param>
    /// <param name="throttle">Limits the creates that are sent at the same time.</param>
    /// <param name="recorder">Records the attempts.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<VideoTask> CreateAsync(
        PreparedRequest prepared, CreateThrottle throttle, IAttemptRecorder recorder, CancellationToken cancellationToken)
    {
        prepared.ThrowIfUnsendable();
        CreateSender sender = new(connection, transport, throttle);
        CapacityWait capacity = new(connection, transport, throttle);
        DateTimeOffset deadline = DateTimeOffset.UtcNow + (throttle.Timeout ?? DefaultTimeout);
        bool isExhausted = connection.Capacity.IsExhausted;
        for (int retries = 0, connectAttempts = 1; ;)
        {
            CapacityTurn turn = default;
            if (isExhausted)
            {
                turn = await capacity.WaitAsync(cancellationToken).ConfigureAwait(false);
                isExhausted = false;
                // The time in the queue does not count as the time of retries.
                deadline = throttle.Timeout is null ? DateTimeOffset.UtcNow + DefaultTimeout : deadline;
            }

            try
            {
                using IDisposable slot = await EnterAsync(throttle, deadline, cancellationToken).ConfigureAwait(false);
                if (turn.Kind == CapacityTurnKind.None && connection.Capacity.IsExhausted)
                {
                    // The service has rejected a create before this one in the meantime.
                    isExhausted = true;
                    continue;
                }

                AttemptStart attempt = await SendOnceAsync(prepared, recorder, sender, cancellationToken).ConfigureAwait(false);
                if (attempt.ExistingTask is { } task)
                {
                    if (attempt.Request is not null)
                    {
                        connection.Capacity.Succeed(turn, throttle.MaximumConcurrency);
                        turn = default;
                    }

                    return task;
                }

                // Another process is creating the task, or the creates were paused in the meantime.
                slot.Dispose();
                await Task.Delay(BusyInterval, cancellationToken).ConfigureAwait(false);
            }
            catch (MeshVideoException exception) when (CanResend(exception, ref connectAttempts))
            {
                isExhausted = capacity.IsExceeded(exception);
                if (isExhausted)
                {
                    connection.Capacity.Reject();
                    turn = default;
                    if (exception.RetryAfter is { } retryAfter)
                    {
                        // The create waits for both: the slot, and the time that the service asked for.
                        connection.Capacity.Pause(RetryAfter.AddMargin(retryAfter), retryAfter);
                    }

                    log.Write(
                        ActivityLevel.Verbose, $"{exception.Message} No task was created. Waiting until another task ends.");
                }
                else
                {
                    await DelayAsync(exception, retries++, deadline, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                connection.Capacity.Return(turn);
            }
        }
    }

    private static bool CanResend(MeshVideoException exception, ref int connectAttempts) => exception.Kind switch
    {
        // Without a status, the create was not sent, because the service asked to wait beyond its timeout.
        MeshVideoErrorKind.RateLimited => exception.StatusCode is not null,
        MeshVideoErrorKind.ConnectionFailed => connectAttempts++ < MaximumConnectAttempts,
        _ => false,
    };

    /// <returns>
    /// The task, with the request if this attempt created it; neither if another process is creating it, or if nothing was sent
    /// because the creates are paused.
    /// </returns>
    private async Task<AttemptStart> SendOnceAsync(
        PreparedRequest prepared, IAttemptRecorder recorder, CreateSender sender, CancellationToken cancellationToken)
    {
        using IDisposable upload = await Uploads.EnterAsync(prepared.Body.Length, cancellationToken).ConfigureAwait(false);
        AttemptStart attempt = await recorder.StartAsync(prepared, cancellationToken).ConfigureAwait(false);
        if (attempt.Request is not { } request)
        {
            return attempt;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsPaused)
            {
                await recorder.RecordCancellationAsync().ConfigureAwait(false);
                return default;
            }

            CreatedTask created = await sender.SendAsync(request.Body, DefaultTimeout, cancellationToken).ConfigureAwait(false);
            VideoTask task = created.ToVideoTask(
                prepared.Request, DateTimeOffset.UtcNow, prepared.Cost?.UsdPer1MTokens, connection);
            connection.Capacity.Add(task.Id);
            await recorder.RecordTaskAsync(task).ConfigureAwait(false);
            return attempt with { ExistingTask = task };
        }
        catch (MeshVideoException exception)
        {
            await recorder.RecordErrorAsync(exception).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException exception) when (exception is not CreateInterruptedException)
        {
            await recorder.RecordCancellationAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task DelayAsync(
        MeshVideoException exception, int retry, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        TimeSpan delay = Backoff.GetDelay(retry, exception.RetryAfter);
        bool isTimedOut = delay >= deadline - DateTimeOffset.UtcNow;
        if (exception.Kind == MeshVideoErrorKind.RateLimited && (!isTimedOut || exception.RetryAfter > TimeSpan.Zero))
        {
            // The limit is that of the key, and applies to the other creates too, even if this one is given up.
            connection.Capacity.Pause(delay, exception.RetryAfter);
        }

        if (isTimedOut)
        {
            throw exception;
        }

        log.Write(ActivityLevel.Verbose, $"{exception.Message} No task was created. Retrying in {TimeFormat.Seconds(delay)}.");
        if (exception.Kind == MeshVideoErrorKind.RateLimited)
        {
            await WaitForRateLimitAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsPaused => connection.Capacity.PausedUntil > DateTimeOffset.UtcNow;

    /// <summary>Waits until a create can be sent. The creates can be paused while this one waits for the others.</summary>
    private async Task<IDisposable> EnterAsync(
        CreateThrottle throttle, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitForRateLimitAsync(deadline, cancellationToken).ConfigureAwait(false);
            IDisposable slot = await throttle.EnterAsync(cancellationToken).ConfigureAwait(false);
            if (!IsPaused)
            {
                return slot;
            }

            slot.Dispose();
        }
    }

    private async Task WaitForRateLimitAsync(DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (connection.Capacity.PausedUntil is var until
            && until - DateTimeOffset.UtcNow is var pause && pause > TimeSpan.Zero)
        {
            // Only the service's own delay is known to be necessary.
            if (until >= deadline && connection.Capacity.PauseReason is not null)
            {
                throw CapacityWait.CreatePausedException(connection.Capacity);
            }

            await Task.Delay(pause < MaximumTimer ? pause : MaximumTimer, cancellationToken).ConfigureAwait(false);
        }
    }
}
