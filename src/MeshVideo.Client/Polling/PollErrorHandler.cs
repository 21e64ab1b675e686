using System;
using MeshVideo.Http;

namespace MeshVideo.Polling;

/// <summary>Decides how long to pause after a poll without a response, and when to warn the user.</summary>
internal sealed class PollErrorHandler(PollIntervalPolicy intervals, RateLimitGate rateLimit, ServiceHealth health)
{
    private const int FaultsUntilWarning = 5;

    /// <summary>
    /// Whether the fault may pass. A configuration fault may, if the service has responded before: a network may ask to sign in,
    /// or a certificate may be in renewal.
    /// </summary>
    public bool IsTransient(MeshVideoException fault) => fault.IsTransient || (fault.IsConfigurationError && health.HasResponded);

    /// <summary>Records a fault that may pass.</summary>
    /// <param name="task">The task that was polled.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="now">The time.</param>
    /// <param name="warning">What to warn the user of.</param>
    /// <returns>How long to pause before the task's next poll.</returns>
    public TimeSpan Handle(PendingTask task, MeshVideoException fault, TimeSpan now, out string? warning)
    {
        warning = null;
        task.OnFault(fault);
        TimeSpan requested = fault.RetryAfter is { } retryAfter ? RetryAfter.AddMargin(retryAfter) : TimeSpan.Zero;
        TimeSpan pause = TimeSpanMath.Max(requested, intervals.AfterFault(task.Faults));
        task.Callbacks.OnNotEnded(now, pause);
        if (fault.Kind == MeshVideoErrorKind.RateLimited)
        {
            rateLimit.Pause(now, requested > TimeSpan.Zero ? requested : pause);
        }
        else if (health.OnFault(now))
        {
            warning = $"The service has not responded for some time: {fault.Message}";
        }
        else if (task.Faults >= FaultsUntilWarning && !task.IsFaultReported && !health.IsDown)
        {
            task.IsFaultReported = true;
            warning = $"Task {task.Id}: {fault.Message}";
        }

        return pause;
    }
}
