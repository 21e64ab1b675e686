using System;
using System.Management.Automation;
using System.Net;

namespace MeshVideo.Keys;

/// <summary>Makes a proxy of the cmdlets' parameters.</summary>
internal static class ProxySettings
{
    public static IWebProxy? Create(Uri? address, PSCredential? credential) => address is null
        ? null
        : new WebProxy(address) { Credentials = credential?.GetNetworkCredential() };
}
