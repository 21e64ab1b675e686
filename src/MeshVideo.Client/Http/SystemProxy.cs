using System;
using System.Net;
#if NET
using System.Net.Http;
#endif

namespace MeshVideo.Http;

/// <summary>The system's proxy, with a user name and a password of the caller's.</summary>
internal sealed class SystemProxy(ICredentials credentials) : IWebProxy
{
    /// <summary>The system's proxy as it is: on Linux by HTTPS_PROXY and NO_PROXY.</summary>
    public static IWebProxy? Current =>
#if NET
        HttpClient.DefaultProxy;
#else
        WebRequest.DefaultWebProxy;
#endif

    public ICredentials? Credentials { get; set; } = credentials;

    public Uri? GetProxy(Uri destination) => Current?.GetProxy(destination);

    public bool IsBypassed(Uri host) => Current?.IsBypassed(host) ?? true;
}
