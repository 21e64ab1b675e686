using System;
using System.Net;

namespace MeshVideo.Http;

/// <summary>
/// The exception that is thrown when all addresses of a host are nearer than the allowed scope. Nothing was sent to the host.
/// </summary>
internal sealed class ScopeRefusedException(IPAddress address) : Exception($"{address} is not a public address")
{
    /// <summary>Gets the nearest address of the host.</summary>
    public IPAddress Address { get; } = address;
}
