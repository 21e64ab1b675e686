using System;
using System.Linq;
using System.Net;
using MeshVideo.Http;

namespace MeshVideo;

/// <summary>Makes the proxy to go through of what a caller gives.</summary>
public static class ProxySettings
{
#if NET
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];
#else
    private static readonly string[] Schemes = ["http"];
#endif

    /// <summary>Makes it.</summary>
    /// <param name="address">
    /// The proxy, which is then used for every host; http where no scheme is given. A user name and a password in it are credentials.
    /// The system's proxy by default.
    /// </param>
    /// <param name="credential">The user name and the password for it; those in the address, or the system's, by default.</param>
    /// <returns>The proxy, or null: the system's as it is.</returns>
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
                $"'{Redactor.FormatAddress(address)}' is not a valid address of a proxy. Nothing was sent.")
            { Remedies = [Remedy.CorrectProxy] };
        }

        // In the address the password would be in every text that names the proxy.
        WebProxy choice = new(new Uri(proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)))
        {
            Credentials = credential ?? FromAddress(proxy),
        };
        return choice;
    }

    private static NetworkCredential? FromAddress(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
        {
            return null;
        }

        string[] parts = proxy.UserInfo.Split([':'], 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
    }
}
