using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>The exception of the client: what happened, as the service reported it, and what can be done about it.</summary>
public sealed class MeshVideoException : Exception
{
    /// <summary>Says what went wrong.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="message">What happened, for a person; without secrets.</param>
    /// <param name="innerException">The cause, if another exception is it.</param>
    public MeshVideoException(MeshVideoErrorKind kind, string message, Exception? innerException = null)
        : base(DisplayText.Sanitize(message), innerException)
    {
        Kind = kind;
    }

    /// <summary>What went wrong.</summary>
    public MeshVideoErrorKind Kind { get; }

    /// <summary>What the caller can do, besides what the message says; empty if nothing depends on the caller.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The HTTP status, if there was an answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The service's or provider's code (<c>error.code</c>).</summary>
    public string? Code { get; init; }

    /// <summary>The service's or provider's own words (<c>error.message</c>).</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>Which fields were refused (<c>error.details</c>); empty if none are named.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; init; } = [];

    /// <summary>What the upstream provider said (<c>error.provider_error</c>): text, number, dictionary or array.</summary>
    public object? ProviderError { get; init; }

    /// <summary>The service's id of the exchange (<c>X-Request-Id</c> or <c>request_id</c>): quote it to support.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asks to wait: the longer of <c>Retry-After</c> and <c>retry_after_seconds</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The task concerned, if one is known.</summary>
    public string? TaskId { get; init; }

    /// <summary>When a create whose outcome is unknown was sent, by this machine's clock.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// From when on the task of a create whose outcome is unknown can have been created, by the service's clock and with a margin: list the
    /// tasks created since then. Where the service's clock is not known, this is a day before <see cref="SentAt"/>.
    /// </summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Whether the way to the service is closed by how this machine, or a proxy, is set up: trying again does not open it.</summary>
    internal bool IsConfigurationFault => Kind is MeshVideoErrorKind.CertificateRejected
        or MeshVideoErrorKind.ProxyAuthenticationRequired or MeshVideoErrorKind.ProxyRefused;

    /// <summary>Whether sending the same read again may well succeed.</summary>
    internal bool IsTransient => Kind is MeshVideoErrorKind.RateLimited or MeshVideoErrorKind.ServiceUnavailable
        or MeshVideoErrorKind.ConnectionFailed or MeshVideoErrorKind.TimedOut or MeshVideoErrorKind.InvalidResponse;
}
