using System;
#if NET
using System.Net.Http;
#else
using System.Net;
#endif

namespace MeshVideo.Http;

/// <summary>Detects whether a connection failed because of the proxy.</summary>
internal static class ProxyErrors
{
    public static ConnectionError? Find(Uri address, ProxyRoute? route, Exception cause)
    {
        if (route is null)
        {
            return null;
        }

#if NET
        if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status })
        {
            return FromResponse(address.Authority, route, (int)status);
        }

        // If a proxy is used, all connections are made to the proxy.
        bool isDown = cause is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.ProxyTunnelError,
        };
#else
        bool isDown = cause.InnerException is WebException
        {
            Status: WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure
                or WebExceptionStatus.ProxyNameResolutionFailure,
        };
#endif
        return isDown
            ? Create(
                MeshVideoErrorKind.ConnectionFailed,
                $"the proxy {route} does not respond ({TransportErrors.GetInnermostMessage(cause).TrimEnd('.')})",
                Remedy.CheckProxy)
            : null;
    }

    /// <summary>Creates the error for the response of a proxy that did not connect to the host.</summary>
    public static ConnectionError FromResponse(string host, ProxyRoute route, int status) => status switch
    {
        407 => Create(
            MeshVideoErrorKind.ProxyAuthenticationRequired,
            route.HasCredentials
                ? $"the proxy {route} rejected the user name or the password (HTTP 407)"
                : $"the proxy {route} requires a user name and a password (HTTP 407)",
            Remedy.ProvideProxyCredential),
        408 or 425 or 429 or < 400 or >= 500 => Create(
            MeshVideoErrorKind.ConnectionFailed,
            $"the proxy {route} could not connect to {host} (HTTP {status})",
            Remedy.CheckProxy),
        _ => Create(
            MeshVideoErrorKind.ProxyRefused, $"the proxy {route} does not allow {host} (HTTP {status})", Remedy.ChangeProxy),
    };

    private static ConnectionError Create(MeshVideoErrorKind kind, string reason, Remedy remedy) =>
        new(kind, reason, IsBeforeSending: true) { Remedies = [remedy] };
}
