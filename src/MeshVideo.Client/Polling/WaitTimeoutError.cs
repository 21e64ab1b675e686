using System;

namespace MeshVideo.Polling;

/// <summary>The error of a task that has not ended when the time of the wait is over.</summary>
internal static class WaitTimeoutError
{
    /// <summary>Makes the error. It does not claim that a task that was never read exists, or is charged.</summary>
    public static MeshVideoException Create(PendingTask task, TimeSpan now)
    {
        string seconds = $"{Math.Round(now.TotalSeconds)} s";
        string reason = task.LastFault is { } fault ? $": {fault.Message}" : ".";
        string lastFault = task.LastFault is null ? string.Empty : $" The last request failed{reason}";
        string message = task.Latest is null
            ? $"Task {task.Id} could not be read within {seconds}{reason} Its state is unknown; if it was created and has not "
                + "ended, it continues and is charged if it succeeds."
            : $"Task {task.Id} had not ended after {seconds} (status when last read: {task.StatusText}). It continues and is "
                + $"charged if it succeeds.{lastFault}";
        return new MeshVideoException(MeshVideoErrorKind.WaitTimedOut, message, task.LastFault)
        {
            TaskId = task.Id,
            Remedies = [Remedy.ContinueWaiting],
        };
    }
}
