using System.Collections.Generic;

namespace MeshVideo.Binding;

/// <summary>
/// Decides which settings of a piped task a request keeps. All properties of the task bind by name. A next shot keeps the
/// settings; the final video of a draft keeps only the model.
/// </summary>
internal static class FollowUpRequest
{
    /// <summary>Creates the request.</summary>
    /// <param name="bound">The request as its parameters were bound.</param>
    /// <param name="task">The task.</param>
    /// <param name="namedParameters">The parameters that are specified on the command line.</param>
    public static VideoRequest Create(VideoRequest bound, VideoTask task, ICollection<string> namedParameters)
    {
        // A parameter that is not on the command line and has the value of the task was bound from the task.
        bool IsFromTask(string name, object? value, object? taskValue) =>
            !namedParameters.Contains(name) && Equals(value, taskValue);

        string? draftTaskId = IsFromTask("DraftTaskId", bound.DraftTaskId, task.DraftTaskId) ? null : bound.DraftTaskId;
        VideoRequest request = bound with { DraftTaskId = draftTaskId };
        if (task.LastFrameUrl is { } frame && IsFromTask("FirstFrame", bound.FirstFrame?.Url, frame.OriginalString))
        {
            request = request with { FirstFrame = draftTaskId is null ? task.GetLastFrame() : null };
        }

        foreach (RequestField field in RequestFields.All)
        {
            bool isKept = field.FollowUp == FollowUpValue.Kept
                || (field.FollowUp == FollowUpValue.KeptByNextShot && draftTaskId is null);
            if (!isKept && field.IsEchoed && IsFromTask(field.PropertyName, field.GetValue(bound), field.GetEcho(task)))
            {
                request = field.WithValue(request, null);
            }
        }

        if (BatchJournal.IsDefaultExpiration(request.ExpiresAfterSec)
            && IsFromTask("ExpiresAfterSec", request.ExpiresAfterSec, task.ExpiresAfterSec))
        {
            request = request with { ExpiresAfterSec = null };
        }

        // The service may return both the duration and the frames, but accepts only one of them.
        return request.Duration is not null && IsFromTask("Frames", request.Frames, task.Frames)
            ? request with { Frames = null }
            : request;
    }
}
