using System;

namespace MeshVideo.Http;

/// <summary>Describes the proxy for an address.</summary>
/// <param name="Address">The address of the proxy.</param>
/// <param name="HasCredentials">Whether a user name and a password are specified for the proxy.</param>
internal sealed record ProxyRoute(Uri Address, bool HasCredentials)
{
    /// <summary>Returns the address, without a password.</summary>
    public override string ToString() => Redactor.FormatAddress(Address).TrimEnd('/');
}
