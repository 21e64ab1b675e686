namespace MeshVideo;

/// <summary>Specifies the status of a task (<c>status</c>).</summary>
public enum VideoTaskStatus
{
    /// <summary>
    /// No status, or one that this version does not know. The task has not ended. <see cref="VideoTask.StatusText"/> has the
    /// status as sent.
    /// </summary>
    Unknown,

    /// <summary>The task waits in the queue.</summary>
    Queued,

    /// <summary>The video is being generated.</summary>
    Running,

    /// <summary>The video is ready and can be saved.</summary>
    Succeeded,

    /// <summary>The task was rejected or failed. <see cref="VideoTask.Error"/> has the reason.</summary>
    Failed,

    /// <summary>The task did not finish within <c>execution_expires_after</c>.</summary>
    Expired,

    /// <summary>The task was cancelled.</summary>
    Cancelled,
}
