using System.Collections.Generic;

namespace MeshVideo.Binding;

/// <summary>
/// Decides what a request takes over from a task that was piped in. All of the task's properties bind by name; a next shot has the
/// same settings, while a draft's final has the model alone.
/// </summary>
internal static class FollowUpRequest
{
    /// <param name="bound">The request as its parameters were bound.</param>
    /// <param name="earlier">The task.</param>
    /// <param name="named">The parameters that the user named.</param>
    public static VideoRequest Create(VideoRequest bound, VideoTask earlier, ICollection<string> named)
    {
        // A parameter that was not named and has the task's own value was taken over, not asked for.
        bool IsTakenOver(string name, object? value, object? itsOwn) => !named.Contains(name) && Equals(value, itsOwn);

        string? draft = IsTakenOver("DraftTaskId", bound.DraftTaskId, earlier.DraftTaskId) ? null : bound.DraftTaskId;
        bool hasItsFrame = earlier.LastFrameUrl is not null && IsTakenOver("FirstFrame", bound.FirstFrame?.Url, earlier.LastFrameUrl.OriginalString);
        VideoRequest next = bound with
        {
            FirstFrame = hasItsFrame ? MediaSource.FromLastFrame(earlier) : bound.FirstFrame,
            DraftTaskId = draft,
            Draft = IsTakenOver("Draft", bound.Draft, earlier.Draft) ? null : bound.Draft,
            // The same seed again is a choice, not a setting.
            Seed = IsTakenOver("Seed", bound.Seed, earlier.Seed) ? null : bound.Seed,
            // A service that tells both lengths of a video takes only one.
            Frames = bound.Duration is not null && IsTakenOver("Frames", bound.Frames, earlier.Frames) ? null : bound.Frames,
        };
        return draft is null ? next : next with
        {
            FirstFrame = hasItsFrame ? null : bound.FirstFrame,
            Resolution = IsTakenOver("Resolution", bound.Resolution, earlier.Resolution) ? null : bound.Resolution,
            Ratio = IsTakenOver("Ratio", bound.Ratio, earlier.Ratio) ? null : bound.Ratio,
            Duration = IsTakenOver("Duration", bound.Duration, earlier.Duration) ? null : bound.Duration,
            Frames = IsTakenOver("Frames", bound.Frames, earlier.Frames) ? null : bound.Frames,
            GenerateAudio = IsTakenOver("GenerateAudio", bound.GenerateAudio, earlier.GenerateAudio) ? null : bound.GenerateAudio,
            ServiceTier = IsTakenOver("ServiceTier", bound.ServiceTier, earlier.ServiceTier) ? null : bound.ServiceTier,
            Priority = IsTakenOver("Priority", bound.Priority, earlier.Priority) ? null : bound.Priority,
            ExpiresAfterSec = IsTakenOver("ExpiresAfterSec", bound.ExpiresAfterSec, earlier.ExpiresAfterSec) ? null : bound.ExpiresAfterSec,
        };
    }
}
