using System;

namespace MeshVideo;

/// <summary>Puts the bad end of a task into an exception.</summary>
public static class TaskFailure
{
    /// <summary>Says why a task has no video.</summary>
    /// <param name="task">The task as last read.</param>
    /// <returns>The exception for a task that ended failed, expired or cancelled; null for any other.</returns>
    public static MeshVideoException? From(VideoTask task)
    {
        (MeshVideoErrorKind kind, string what, string advice, Remedy[] remedies) = task.Status switch
        {
            VideoTaskStatus.Failed => (MeshVideoErrorKind.TaskFailed, "failed", IsContentRefused(task.Error?.Code) ? string.Empty : "Change the request, or create it again if the fault looks temporary.",
                IsContentRefused(task.Error?.Code) ? new[] { Remedy.ChangeContent } : []),
            VideoTaskStatus.Expired => (MeshVideoErrorKind.TaskExpired, "expired: it was not finished in the time allowed", string.Empty, [Remedy.AllowMoreTime]),
            VideoTaskStatus.Cancelled => (MeshVideoErrorKind.TaskCancelled, "was cancelled", "Create it again if it is still wanted.", []),
            _ => (default, string.Empty, string.Empty, Array.Empty<Remedy>()),
        };
        if (what.Length == 0)
        {
            return null;
        }

        string why = task.Error is { } error && error.ToString().Length > 0 ? ": " + Short(error.ToString()).TrimEnd('.') : string.Empty;
        string exchange = task.RequestId is null ? string.Empty : $" (request {task.RequestId})";
        return new MeshVideoException(kind, $"Task {task.Id} {what}{why}{exchange}. It is not charged. {advice}".TrimEnd())
        {
            TaskId = task.Id,
            Code = task.Error?.Code is { } code ? Short(code) : null,
            ServiceMessage = task.Error?.Message is { } message ? Short(message) : null,
            RequestId = task.RequestId,
            Remedies = remedies,
        };
    }

    private static string Short(string text) => Redactor.Shorten(DisplayText.Sanitize(text), Redactor.MaximumTextLength);

    private static bool IsContentRefused(string? code) =>
        code is not null && (code.Contains("policy") || code.Contains("moderation") || code.Contains("sensitive"));
}
