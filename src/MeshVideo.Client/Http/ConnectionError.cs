using System;

namespace MeshVideo.Http;

/// <summary>Why a connection did not come about, or broke.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Reason">In words, to stand after a colon.</param>
/// <param name="Advice">What to do: sentences.</param>
/// <param name="IsBeforeSending">Whether nothing can have been sent.</param>
internal sealed record ConnectionError(MeshVideoErrorKind Kind, string Reason, string Advice, bool IsBeforeSending)
{
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
            "Check the network, the proxy and the base address.",
            IsBeforeSending: false);
}
