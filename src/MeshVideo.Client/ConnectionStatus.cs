using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>Describes what a check of the connection has found. A value that could not be determined is null.</summary>
public sealed record ConnectionStatus
{
    /// <summary>Gets the address of the service.</summary>
    public Uri Service { get; init; } = MeshVideoConnection.PublicService;

    /// <summary>Gets the address of the proxy, without its password; null if the connection is direct.</summary>
    public string? Proxy { get; init; }

    /// <summary>Gets the time until the service responded.</summary>
    public TimeSpan? ResponseTime { get; init; }

    /// <summary>Gets the error of the first request; null if it succeeded.</summary>
    public MeshVideoException? Error { get; init; }

    /// <summary>Gets when the certificate of the service expires; null if the connection is not encrypted.</summary>
    public DateTimeOffset? CertificateExpiresAt { get; init; }

    /// <summary>Gets who issued the certificate of the service.</summary>
    public string? CertificateIssuer { get; init; }

    /// <summary>Gets the time of the service minus the time of this machine.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Gets the models with their prices.</summary>
    public IReadOnlyList<VideoModel>? Models { get; init; }

    /// <summary>Gets the number of tasks that are queued or running, as the service lists them.</summary>
    public long? PendingTasks { get; init; }

    /// <summary>Gets the error of the request for the tasks; null if it succeeded or was not sent.</summary>
    public MeshVideoException? TaskError { get; init; }
}
