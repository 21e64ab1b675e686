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
    // 198.18.0.0/15 is not listed because some proxies assign its addresses to public hosts.
    private static readonly (byte[] Prefix, int Bits, NetworkScope Scope)[] IPv4Ranges =
    [
        ([0], 8, NetworkScope.Local),
        ([127], 8, NetworkScope.Local),
        ([169, 254], 16, NetworkScope.Local),
        ([10], 8, NetworkScope.Private),
        ([100, 64], 10, NetworkScope.Private),
        ([172, 16], 12, NetworkScope.Private),
        ([192, 168], 16, NetworkScope.Private),
    ];

    private static readonly (byte[] Prefix, int Bits, NetworkScope Scope)[] IPv6Ranges =
    [
        ([0xFE, 0x80], 10, NetworkScope.Local),
        ([0xFE, 0xC0], 10, NetworkScope.Private),
        ([0xFC], 7, NetworkScope.Private),
    ];

    // ::/96 (with ::1), ::ffff:0:0/96, 64:ff9b::/96 and 2002::/16 contain an IPv4 address, at these offsets.
    private static readonly (byte[] Prefix, int Offset)[] EmbeddedIPv4Prefixes =
    [
        (new byte[12], 12),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 12),
        ([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 12),
        ([0x20, 0x02], 2),
    ];

    /// <summary>Gets the scope of an address.</summary>
    public static NetworkScope GetScope(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? FindScope(IPv4Ranges, address.GetAddressBytes())
        : GetIPv6Scope(address.GetAddressBytes());

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

    private static NetworkScope GetIPv6Scope(byte[] address)
    {
        foreach ((byte[] prefix, int offset) in EmbeddedIPv4Prefixes)
        {
            if (IsInRange(address, prefix, prefix.Length * 8))
            {
                return FindScope(IPv4Ranges, address.AsSpan(offset, 4).ToArray());
            }
        }

        return FindScope(IPv6Ranges, address);
    }

    private static NetworkScope FindScope((byte[] Prefix, int Bits, NetworkScope Scope)[] ranges, byte[] address) =>
        ranges.FirstOrDefault(range => IsInRange(address, range.Prefix, range.Bits)).Scope;

    private static bool IsInRange(byte[] address, byte[] prefix, int bits)
    {
        int wholeBytes = bits / 8;
        int mask = 0xFF00 >> (bits % 8) & 0xFF;
        return address.AsSpan(0, wholeBytes).SequenceEqual(prefix.AsSpan(0, wholeBytes))
            && (mask == 0 || (address[wholeBytes] & mask) == (prefix[wholeBytes] & mask));
    }
}
