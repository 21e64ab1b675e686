namespace MeshVideo;

/// <summary>Where a task stands (<c>status</c>).</summary>
public enum VideoTaskStatus
{
    /// <summary>A status this version does not know, or none: <see cref="VideoTask.StatusText"/> has the service's word. Not an end.</summary>
    Unknown,

    /// <summary>Waiting for its turn.</summary>
    Queued,

    /// <summary>Being made.</summary>
    Running,

    /// <summary>Done: the video can be saved.</summary>
    Succeeded,

    /// <summary>Refused or failed; <see cref="VideoTask.Error"/> says why.</summary>
    Failed,

    /// <summary>Not finished within <c>execution_expires_after</c>.</summary>
    Expired,

    /// <summary>Called off.</summary>
    Cancelled,
}
