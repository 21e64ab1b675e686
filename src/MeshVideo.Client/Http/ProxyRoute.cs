using System;

namespace MeshVideo.Http;

/// <summary>The proxy on the way to an address.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="HasCredentials">Whether there is a user name and a password for it.</param>
internal sealed record ProxyRoute(Uri Address, bool HasCredentials)
{
    /// <summary>Its address as it may be shown.</summary>
    public override string ToString() => Redactor.FormatAddress(Address).TrimEnd('/');
}
