using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>
/// Represents an error of the client: its kind, the details that the service reported, and what the caller can do.
/// </summary>
public sealed class MeshVideoException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="message">The message for people. It must not contain secrets.</param>
    /// <param name="innerException">The exception that caused this one; null if there is none.</param>
    public MeshVideoException(MeshVideoErrorKind kind, string message, Exception? innerException = null)
        : base(DisplayText.Sanitize(message), innerException)
    {
        Kind = kind;
    }

    /// <summary>Gets the kind of the error.</summary>
    public MeshVideoErrorKind Kind { get; }

    /// <summary>
    /// Gets the actions that can resolve the error and depend on how the caller uses the client; empty if there are none.
    /// </summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>Gets the HTTP status code of the response; null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Gets the error code of the service or its provider (<c>error.code</c>); null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the error message of the service or its provider (<c>error.message</c>); null if there is none.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>Gets the fields that the service rejected (<c>error.details</c>); empty if it does not name any.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; init; } = [];

    /// <summary>
    /// Gets the error of the upstream provider (<c>error.provider_error</c>): text, number, Boolean, dictionary or array.
    /// </summary>
    public object? ProviderError { get; init; }

    /// <summary>Gets the service's id of the request (<c>X-Request-Id</c> or <c>request_id</c>), to quote to support.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Gets the delay that the service requests: the longer of <c>Retry-After</c> and <c>retry_after_seconds</c>.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the id of the task; null if the error does not concern a known task.</summary>
    public string? TaskId { get; init; }

    /// <summary>Gets the time when a create with an unknown outcome was sent, by the clock of this machine.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// Gets the earliest time when the task of a create with an unknown outcome can have been created, by the service's clock,
    /// including a margin. List the tasks created since then. If the service's clock is not known, this is a day before
    /// <see cref="SentAt"/>.
    /// </summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>
    /// Gets whether the configuration of this machine or of a proxy prevents connections, so that a retry cannot succeed.
    /// </summary>
    internal bool IsConfigurationError => Kind is MeshVideoErrorKind.CertificateRejected
        or MeshVideoErrorKind.ProxyAuthenticationRequired or MeshVideoErrorKind.ProxyRefused;

    /// <summary>Gets whether a retry of the same read can succeed.</summary>
    internal bool IsTransient => Kind is MeshVideoErrorKind.RateLimited or MeshVideoErrorKind.ServiceUnavailable
        or MeshVideoErrorKind.ConnectionFailed or MeshVideoErrorKind.TimedOut or MeshVideoErrorKind.InvalidResponse;
}
