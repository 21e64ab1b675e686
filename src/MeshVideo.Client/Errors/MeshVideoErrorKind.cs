namespace MeshVideo;

/// <summary>What went wrong, in the terms of a caller who decides what to do next. The names are stable.</summary>
public enum MeshVideoErrorKind
{
    /// <summary>The request cannot be what the service takes; nothing was sent.</summary>
    InvalidRequest,

    /// <summary>No API key was found.</summary>
    MissingApiKey,

    /// <summary>The API key cannot be sent in a header; nothing was sent.</summary>
    InvalidApiKey,

    /// <summary>The base address of the service is not one the key may be sent to.</summary>
    InvalidBaseUri,

    /// <summary>HTTP 401 (<c>unauthorized</c>): the key is missing or wrong.</summary>
    Unauthorized,

    /// <summary>HTTP 402 (<c>spend_limit_exceeded</c>): the balance is used up.</summary>
    SpendLimitExceeded,

    /// <summary>HTTP 403 (<c>forbidden</c>): the key is suspended.</summary>
    Forbidden,

    /// <summary>HTTP 404 (<c>not_found</c>): no such task for this key.</summary>
    NotFound,

    /// <summary>HTTP 404 (<c>model_not_found</c>): no such model.</summary>
    ModelNotFound,

    /// <summary>HTTP 409 (<c>conflict</c>).</summary>
    Conflict,

    /// <summary>HTTP 400, 413 or 422: the service refused the request as it is.</summary>
    Refused,

    /// <summary>HTTP 429 (<c>rate_limit_exceeded</c>), and waiting longer would have passed the deadline.</summary>
    RateLimited,

    /// <summary>HTTP 5xx to a read, after all tries.</summary>
    ServiceUnavailable,

    /// <summary>The service could not be reached: name, connection, TLS or proxy.</summary>
    ConnectionFailed,

    /// <summary>The certificate of the service, of the file host or of the proxy is not accepted; nothing was sent.</summary>
    CertificateRejected,

    /// <summary>The address of the proxy cannot be one; nothing was sent.</summary>
    InvalidProxy,

    /// <summary>HTTP 407 of the proxy: it wants a user name and a password, or others than given; nothing was sent.</summary>
    ProxyAuthenticationRequired,

    /// <summary>HTTP 4xx of the proxy: it does not allow the host; nothing was sent.</summary>
    ProxyRefused,

    /// <summary>No answer came within the time allowed.</summary>
    TimedOut,

    /// <summary>The answer was not what the contract says.</summary>
    InvalidResponse,

    /// <summary>A redirect that is not followed: by a create, or to somewhere else.</summary>
    RedirectRefused,

    /// <summary>A create was sent and its answer was lost: a task may exist, and may be charged.</summary>
    CreateOutcomeUnknown,

    /// <summary>The task ended <c>failed</c>.</summary>
    TaskFailed,

    /// <summary>The task ended <c>expired</c>: not finished within <c>execution_expires_after</c>.</summary>
    TaskExpired,

    /// <summary>The task ended <c>cancelled</c>.</summary>
    TaskCancelled,

    /// <summary>The task has no video to save: it is not succeeded, or has no link.</summary>
    NothingToSave,

    /// <summary>A wait's own time was over before the task's.</summary>
    WaitTimedOut,

    /// <summary>A local media file could not be read.</summary>
    MediaUnreadable,

    /// <summary>A file could not be fetched.</summary>
    DownloadFailed,

    /// <summary>What was fetched is not the file that it should be.</summary>
    NotAVideo,

    /// <summary>The target exists and was not made from this task.</summary>
    FileExists,

    /// <summary>The file could not be written: disk, permission, name.</summary>
    WriteFailed,

    /// <summary>The batch's journal cannot be read or written, or is not one; nothing was sent.</summary>
    JournalUnusable,

    /// <summary>What was given is no callback of the service.</summary>
    InvalidCallback,

    /// <summary>The address to listen on cannot be had: taken, not permitted, not of this machine, or none at all.</summary>
    ListenFailed,
}
