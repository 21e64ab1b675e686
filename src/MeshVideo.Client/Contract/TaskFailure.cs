using System;

namespace MeshVideo;

/// <summary>Creates exceptions for tasks that ended without a video.</summary>
public static class TaskFailure
{
    /// <summary>Creates the exception for a task that ended without a video.</summary>
    /// <param name="task">The task as last read.</param>
    /// <returns>The exception if the task has failed, expired or been cancelled; otherwise null.</returns>
    public static MeshVideoException? From(VideoTask task)
    {
        (MeshVideoErrorKind kind, string outcome, string advice, Remedy[] remedies) = task.Status switch
        {
            VideoTaskStatus.Failed => (
                MeshVideoErrorKind.TaskFailed,
                "failed",
                IsContentRefused(task.Error?.Code)
                    ? string.Empty
                    : "Change the request, or create the task again if the error looks temporary.",
                IsContentRefused(task.Error?.Code) ? new[] { Remedy.ChangeContent } : []),
            VideoTaskStatus.Expired => (
                MeshVideoErrorKind.TaskExpired,
                "expired because it did not finish in time",
                string.Empty,
                [Remedy.AllowMoreTime]),
            VideoTaskStatus.Cancelled =>
                (MeshVideoErrorKind.TaskCancelled, "was cancelled", "Create it again if you still need it.", []),
            _ => (default, string.Empty, string.Empty, Array.Empty<Remedy>()),
        };
        if (outcome.Length == 0)
        {
            return null;
        }

        string reason = task.Error is { } error && error.ToString().Length > 0
            ? ": " + Truncate(error.ToString()).TrimEnd('.')
            : string.Empty;
        string requestId = task.RequestId is null ? string.Empty : $" (request {task.RequestId})";
        return new MeshVideoException(kind, $"Task {task.Id} {outcome}{reason}{requestId}. It is not charged. {advice}".TrimEnd())
        {
            TaskId = task.Id,
            Code = task.Error?.Code is { } code ? Truncate(code) : null,
            ServiceMessage = task.Error?.Message is { } message ? Truncate(message) : null,
            RequestId = task.RequestId,
            Remedies = remedies,
        };
    }

    private static string Truncate(string text) => Redactor.Truncate(DisplayText.Sanitize(text), Redactor.MaximumTextLength);

    private static bool IsContentRefused(string? code) =>
        code is not null && (code.Contains("policy") || code.Contains("moderation") || code.Contains("sensitive"));
}
