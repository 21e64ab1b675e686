using System;
using System.Collections.Generic;

namespace MeshVideo.Http;

/// <summary>Why a connection did not come about, or broke.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Reason">In words, to stand after a colon.</param>
/// <param name="IsBeforeSending">Whether nothing can have been sent.</param>
internal sealed record ConnectionError(MeshVideoErrorKind Kind, string Reason, bool IsBeforeSending)
{
    /// <summary>What to do, in sentences; empty if that depends on the caller.</summary>
    public string Advice { get; init; } = string.Empty;

    /// <summary>What the caller can do.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>Tells what is behind an exception of the transport.</summary>
    /// <param name="address">What was to be reached.</param>
    /// <param name="hop">The proxy on the way there, if there is one.</param>
    /// <param name="cause">The exception.</param>
    public static ConnectionError From(Uri address, ProxyRoute? hop, Exception cause) =>
        CertificateErrors.Find(cause)
        ?? ProxyErrors.Find(address, hop, cause)
        ?? new ConnectionError(
            MeshVideoErrorKind.ConnectionFailed,
            TransportErrors.GetInnermost(cause).TrimEnd('.') + (hop is null ? string.Empty : $" (through the proxy {hop})"),
            IsBeforeSending: false)
        { Advice = "Check the network, the proxy and the base address." };
}
