namespace MeshVideo;

/// <summary>Specifies the kind of an error. The names are stable: scripts can compare them.</summary>
public enum MeshVideoErrorKind
{
    /// <summary>The request is not valid. Nothing was sent.</summary>
    InvalidRequest,

    /// <summary>No API key was found.</summary>
    MissingApiKey,

    /// <summary>The API key is empty or contains a character that is not allowed in a header. Nothing was sent.</summary>
    InvalidApiKey,

    /// <summary>The base address of the service is not valid, or would expose the API key. Nothing was sent.</summary>
    InvalidBaseUri,

    /// <summary>HTTP 401 (<c>unauthorized</c>): the API key is missing or not valid.</summary>
    Unauthorized,

    /// <summary>HTTP 402 (<c>spend_limit_exceeded</c>): the balance is used up.</summary>
    SpendLimitExceeded,

    /// <summary>HTTP 403 (<c>forbidden</c>): the API key is suspended.</summary>
    Forbidden,

    /// <summary>HTTP 404 (<c>not_found</c>): the task does not exist for this API key.</summary>
    NotFound,

    /// <summary>HTTP 404 (<c>model_not_found</c>): the model does not exist.</summary>
    ModelNotFound,

    /// <summary>HTTP 409 (<c>conflict</c>): the request conflicts with the state of the resource.</summary>
    Conflict,

    /// <summary>HTTP 400, 413 or 422: the service rejected the request.</summary>
    Refused,

    /// <summary>HTTP 429 (<c>rate_limit_exceeded</c>): the service asked to wait until after the deadline.</summary>
    RateLimited,

    /// <summary>HTTP 5xx: the service failed, for a read after all attempts.</summary>
    ServiceUnavailable,

    /// <summary>The service could not be reached: name resolution, connection, TLS or proxy.</summary>
    ConnectionFailed,

    /// <summary>The certificate of the service, the file host or the proxy is not trusted. Nothing was sent.</summary>
    CertificateRejected,

    /// <summary>The address of the proxy is not valid. Nothing was sent.</summary>
    InvalidProxy,

    /// <summary>
    /// HTTP 407: the proxy requires a user name and a password, or rejected those that were specified. Nothing was sent.
    /// </summary>
    ProxyAuthenticationRequired,

    /// <summary>HTTP 4xx of the proxy: it does not allow the host. Nothing was sent.</summary>
    ProxyRefused,

    /// <summary>The service did not respond within the timeout.</summary>
    TimedOut,

    /// <summary>The response does not conform to the contract.</summary>
    InvalidResponse,

    /// <summary>The service redirected a create, or redirected a read to another host. Such redirects are not followed.</summary>
    RedirectRefused,

    /// <summary>A create was sent and its response was lost. A task may exist, and may be charged.</summary>
    CreateOutcomeUnknown,

    /// <summary>The task ended with the status <c>failed</c>.</summary>
    TaskFailed,

    /// <summary>The task ended with the status <c>expired</c>: it did not finish within <c>execution_expires_after</c>.</summary>
    TaskExpired,

    /// <summary>The task ended with the status <c>cancelled</c>.</summary>
    TaskCancelled,

    /// <summary>The task has no file to save: it has not succeeded, or has no link.</summary>
    NothingToSave,

    /// <summary>The timeout of a wait elapsed before the task ended.</summary>
    WaitTimedOut,

    /// <summary>A local media file could not be read.</summary>
    MediaUnreadable,

    /// <summary>A file could not be downloaded.</summary>
    DownloadFailed,

    /// <summary>The downloaded file does not have the expected format.</summary>
    NotAVideo,

    /// <summary>The target file exists and was not saved from this task.</summary>
    FileExists,

    /// <summary>The file could not be written: disk full, permission denied or name not valid.</summary>
    WriteFailed,

    /// <summary>The journal of the batch cannot be read or written, or the file is not a journal. Nothing was sent.</summary>
    JournalUnusable,

    /// <summary>The input is not a valid callback of the service.</summary>
    InvalidCallback,

    /// <summary>The address to listen on is in use, not permitted, not of this machine, or not valid.</summary>
    ListenFailed,

    /// <summary>The table of models cannot be read, or is not valid. Nothing was sent.</summary>
    InvalidModelTable,

    /// <summary>
    /// HTTP 400 (<c>invalid_api_version</c>): the service does not have the version of the API that the request named.
    /// </summary>
    InvalidApiVersion,

    /// <summary>The video would exceed the limit of what may be spent. Nothing was sent.</summary>
    MaxCostExceeded,

    /// <summary>The cost is not known, so that it can't be limited. Nothing was sent.</summary>
    CostUnknown,
}
