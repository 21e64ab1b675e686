using System;
#if NET
using System.Net.Http;
#else
using System.Net;
#endif

namespace MeshVideo.Http;

/// <summary>Finds out whether it was the proxy that failed.</summary>
internal static class ProxyErrors
{
    public static ConnectionError? Find(Uri address, ProxyRoute? hop, Exception cause)
    {
        if (hop is null)
        {
            return null;
        }

#if NET
        if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status })
        {
            return FromResponse(address.Authority, hop, (int)status);
        }

        // With a proxy on the way no other connection is made than to it.
        bool isDown = cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError };
#else
        bool isDown = cause.InnerException is WebException
        {
            Status: WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure,
        };
#endif
        return isDown
            ? new(MeshVideoErrorKind.ConnectionFailed, $"the proxy {hop} does not answer ({TransportErrors.GetInnermost(cause).TrimEnd('.')})", IsBeforeSending: true) { Remedies = [Remedy.CheckProxy] }
            : null;
    }

    /// <summary>A proxy that is asked for a way and does not give it.</summary>
    public static ConnectionError FromResponse(string host, ProxyRoute hop, int status) => status switch
    {
        407 => new(
            MeshVideoErrorKind.ProxyAuthenticationRequired,
            $"the proxy {hop} {(hop.HasCredentials ? "does not accept the user name and the password given" : "wants a user name and a password")} (HTTP 407)",
            IsBeforeSending: true)
        { Remedies = [Remedy.ProvideProxyCredential] },
        408 or 425 or 429 or < 400 or >= 500 => new(
            MeshVideoErrorKind.ConnectionFailed,
            $"the proxy {hop} gives no way to {host} (HTTP {status})",
            IsBeforeSending: true)
        { Remedies = [Remedy.CheckProxy] },
        _ => new(
            MeshVideoErrorKind.ProxyRefused,
            $"the proxy {hop} does not allow {host} (HTTP {status})",
            IsBeforeSending: true)
        { Remedies = [Remedy.ChangeProxy] },
    };
}
