using System;
using System.Collections.Generic;

namespace MeshVideo.Http;

/// <summary>Describes why a connection could not be established, or was lost.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Reason">The reason, as a clause without a period.</param>
/// <param name="IsBeforeSending">Whether nothing can have been sent.</param>
internal sealed record ConnectionError(MeshVideoErrorKind Kind, string Reason, bool IsBeforeSending)
{
    /// <summary>Gets the recommended action, in sentences; empty if it depends on the caller.</summary>
    public string Advice { get; init; } = string.Empty;

    /// <summary>Gets the actions that depend on the caller.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>Determines the cause of an exception of the transport.</summary>
    /// <param name="address">The address of the request.</param>
    /// <param name="route">The proxy that the request used; null if it used none.</param>
    /// <param name="cause">The exception.</param>
    public static ConnectionError From(Uri address, ProxyRoute? route, Exception cause) =>
        CertificateErrors.Find(cause)
        ?? ProxyErrors.Find(address, route, cause)
        ?? new ConnectionError(
            MeshVideoErrorKind.ConnectionFailed,
            TransportErrors.GetInnermostMessage(cause).TrimEnd('.')
                + (route is null ? string.Empty : $" (through the proxy {route})"),
            IsBeforeSending: false)
        { Advice = "Check the network, the proxy and the base address." };
}
