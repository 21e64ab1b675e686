using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>
/// Classifies addresses as public, private or local. A link from outside must not make this machine access services that only it
/// can reach: a host may only specify addresses that are not nearer to this machine than the host itself.
/// </summary>
internal static class NetworkAddress
{
    // ::/96 (with ::1), ::ffff:0:0/96, 64:ff9b::/96 and 2002::/16 contain an IPv4 address, at these offsets.
    private static readonly (byte[] Prefix, int Offset)[] EmbeddedIPv4Prefixes =
    [
        (new byte[12], 12),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 12),
        ([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 12),
        ([0x20, 0x02], 2),
    ];

    /// <summary>Gets the scope of an address.</summary>
    public static NetworkScope GetScope(IPAddress address)
    {
        ReadOnlySpan<byte> bytes = address.MapToIPv6().GetAddressBytes();
        foreach ((byte[] prefix, int offset) in EmbeddedIPv4Prefixes)
        {
            if (bytes.StartsWith(prefix))
            {
                return GetIPv4Scope(bytes[offset], bytes[offset + 1]);
            }
        }

        return GetIPv6Scope(bytes[0], bytes[1]);
    }

    /// <summary>Gets the scope of the address in a link. A host name counts as public until it is resolved.</summary>
    public static NetworkScope GetScope(Uri link)
    {
        if (link.IsLoopback)
        {
            return NetworkScope.Local;
        }

        return IPAddress.TryParse(link.DnsSafeHost, out IPAddress? address) ? GetScope(address) : NetworkScope.Public;
    }

    /// <summary>
    /// Gets whether a host may specify links to addresses of a scope: each address of the host must be at least as near.
    /// </summary>
    public static async Task<bool> IsLinkAllowedAsync(Uri host, NetworkScope scope, CancellationToken cancellationToken)
    {
        if (GetScope(host) >= scope)
        {
            return true;
        }

        try
        {
            IPAddress[] addresses = await ResolveAsync(host.DnsSafeHost, cancellationToken).ConfigureAwait(false);
            return addresses.Length > 0 && addresses.All(address => GetScope(address) >= scope);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return false;
        }
    }

#if !NET
    /// <summary>Gets the scope of the nearest address of a link's host; public if the host cannot be resolved.</summary>
    public static async Task<NetworkScope> GetNearestScopeAsync(Uri link)
    {
        try
        {
            return GetScope(link) is not NetworkScope.Public and var known
                ? known
                : (await ResolveAsync(link.DnsSafeHost, CancellationToken.None).ConfigureAwait(false))
                    .Select(GetScope)
                    .DefaultIfEmpty()
                    .Max();
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return NetworkScope.Public;
        }
    }

#endif
    /// <summary>Resolves a host name.</summary>
    /// <exception cref="SocketException">The name cannot be resolved.</exception>
    public static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
#if NET
        Dns.GetHostAddressesAsync(host, cancellationToken);
#else
        Dns.GetHostAddressesAsync(host);
#endif

    // 198.18.0.0/15 is not private because some proxies assign its addresses to public hosts.
    private static NetworkScope GetIPv4Scope(byte first, byte second) => (first, second) switch
    {
        (0 or 127, _) or (169, 254) => NetworkScope.Local,
        (10, _) or (100, >= 64 and <= 127) or (172, >= 16 and <= 31) or (192, 168) => NetworkScope.Private,
        _ => NetworkScope.Public,
    };

    // fe80::/10, fec0::/10 and fc00::/7.
    private static NetworkScope GetIPv6Scope(byte first, byte second) => (first, second) switch
    {
        (0xFE, >= 0x80 and <= 0xBF) => NetworkScope.Local,
        (0xFE, >= 0xC0) or (0xFC or 0xFD, _) => NetworkScope.Private,
        _ => NetworkScope.Public,
    };
}
