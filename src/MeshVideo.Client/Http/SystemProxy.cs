using System;
using System.Net;
#if NET
using System.Net.Http;
#endif

namespace MeshVideo.Http;

/// <summary>The system's proxy, with the credentials of the caller.</summary>
internal sealed class SystemProxy(ICredentials credentials) : IWebProxy
{
    /// <summary>Gets the system's proxy. On Linux, HTTPS_PROXY and NO_PROXY specify it.</summary>
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
