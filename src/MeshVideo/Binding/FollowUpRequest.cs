using System.Collections.Generic;

namespace MeshVideo.Binding;

/// <summary>
/// Decides what a request keeps from a task that was piped in. All properties of the task bind by name. The next shot has the same settings, but the
/// final video of a draft has only the model.
/// </summary>
internal static class FollowUpRequest
{
    /// <summary>Makes the request.</summary>
    /// <param name="bound">The request as its parameters were bound.</param>
    /// <param name="task">The task.</param>
    /// <param name="named">The parameters that the user named.</param>
    public static VideoRequest Create(VideoRequest bound, VideoTask task, ICollection<string> named)
    {
        // A parameter that was not named and has the value of the task was bound from the task.
        bool IsOfTask(string name, object? value, object? taskValue) => !named.Contains(name) && Equals(value, taskValue);

        string? draft = IsOfTask("DraftTaskId", bound.DraftTaskId, task.DraftTaskId) ? null : bound.DraftTaskId;
        VideoRequest request = bound with { DraftTaskId = draft };
        if (task.LastFrameUrl is { } frame && IsOfTask("FirstFrame", bound.FirstFrame?.Url, frame.OriginalString))
        {
            request = request with { FirstFrame = draft is null ? MediaSource.FromLastFrame(frame, task.Id) : null };
        }

        foreach (RequestField field in RequestFields.All)
        {
            bool isKept = field.FollowUp == FollowUpValue.Kept || (field.FollowUp == FollowUpValue.KeptByNextShot && draft is null);
            if (!isKept && field.IsEchoed && IsOfTask(field.PropertyName, field.GetValue(bound), field.GetEcho(task)))
            {
                request = field.WithValue(request, null);
            }
        }

        // The service may echo the length in seconds and in frames, but takes only one of them.
        return request.Duration is not null && IsOfTask("Frames", request.Frames, task.Frames) ? request with { Frames = null } : request;
    }
}
