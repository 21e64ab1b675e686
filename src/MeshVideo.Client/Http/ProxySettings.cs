using System;
using System.Linq;
using System.Net;
using MeshVideo.Http;

namespace MeshVideo;

/// <summary>Creates proxies from the settings of a caller.</summary>
public static class ProxySettings
{
#if NET
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];
#else
    private static readonly string[] Schemes = ["http"];
#endif

    /// <summary>Creates a proxy.</summary>
    /// <param name="address">
    /// The address of the proxy for all hosts; null to use the proxy of the system. The default scheme is http. A user name and a
    /// password in the address are used as credentials.
    /// </param>
    /// <param name="credential">The user name and password; null to use those of the address or of the system.</param>
    /// <returns>The proxy; null to use the proxy of the system without a change.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidProxy"/>.</exception>
    public static IWebProxy? Create(Uri? address, NetworkCredential? credential)
    {
        if (address is null)
        {
            return credential is null ? null : new SystemProxy(credential);
        }

        string text = address.OriginalString;
        bool hasScheme = text.Contains("://");
        if (!Uri.TryCreate(hasScheme ? text : "http://" + text, UriKind.Absolute, out Uri? proxy) || proxy.Host.Length == 0
            || !Schemes.Contains(proxy.Scheme))
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidProxy,
                $"'{Redactor.FormatAddress(address)}' is not a valid proxy address. Nothing was sent.")
            { Remedies = [Remedy.CorrectProxy] };
        }

        // The address is shown in messages, so it must not contain the password.
        WebProxy webProxy = new(new Uri(proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)))
        {
            Credentials = credential ?? GetCredential(proxy),
        };
        return webProxy;
    }

    private static NetworkCredential? GetCredential(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
        {
            return null;
        }

        string[] parts = proxy.UserInfo.Split([':'], 2);
        return new NetworkCredential(
            Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
    }
}
