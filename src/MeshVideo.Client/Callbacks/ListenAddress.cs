using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshVideo.Callbacks;

/// <summary>Where to listen: addresses of this machine, a port, and the path that calls go to.</summary>
internal sealed class ListenAddress
{
    private readonly IReadOnlyList<IPAddress> _hosts;
    private readonly string _path;

    private ListenAddress(Uri uri, IReadOnlyList<IPAddress> hosts)
    {
        Uri = uri;
        _hosts = hosts;
        _path = uri.AbsolutePath.TrimEnd('/');
    }

    public Uri Uri { get; }

    public bool IsReachableFromOtherMachines => !_hosts.All(IPAddress.IsLoopback);

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.ListenFailed"/>: it is no address to listen on.</exception>
    public static ListenAddress Parse(Uri uri)
    {
        string? objection = !uri.IsAbsoluteUri ? "it is no address such as http://127.0.0.1:8085/mesh/"
            : uri.Scheme == Uri.UriSchemeHttps ? "https is not spoken here. Listen on http, and have a tunnel or a proxy with the certificate before it"
            : uri.Scheme != Uri.UriSchemeHttp ? "it is no http address"
            : uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "it must have no user name, query or fragment; a secret goes into the path"
            : null;
        return objection is null ? new ListenAddress(uri, GetHosts(uri)) : throw ListenErrors.Create(uri, objection);
    }

    /// <summary>Takes the port.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.ListenFailed"/>: it cannot be had.</exception>
    public IReadOnlyList<Socket> Bind(int backlog)
    {
        List<Socket> sockets = [];
        try
        {
            int port = Uri.Port;
            foreach (IPAddress host in _hosts)
            {
                Socket socket = new(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
                {
                    // Another program could take over the port otherwise.
                    socket.ExclusiveAddressUse = true;
                }

                socket.Bind(new IPEndPoint(host, port));
                socket.Listen(backlog);
                // A port that the system chooses is the same for all.
                port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            }

            return sockets;
        }
        catch (SocketException exception)
        {
            foreach (Socket socket in sockets)
            {
                socket.Dispose();
            }

            throw ListenErrors.Create(Uri, exception);
        }
    }

    /// <summary>Whether a request goes to the path or below it. The host that it names is the tunnel's or the proxy's, and does not matter.</summary>
    public bool Matches(string target)
    {
        string path = target.Split('?', '#')[0];
        int authority = path.IndexOf("://", StringComparison.Ordinal);
        if (authority > 0)
        {
            int slash = path.IndexOf('/', authority + 3);
            path = slash < 0 ? "/" : path.Substring(slash);
        }

        return path.StartsWith(_path, StringComparison.Ordinal) && (path.Length == _path.Length || path[_path.Length] == '/');
    }

    private static IPAddress[] GetHosts(Uri uri)
    {
        if (IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address))
        {
            return [address];
        }

        if (uri.IsLoopback)
        {
            return Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        }

        try
        {
            IPAddress[] found = [.. Dns.GetHostAddresses(uri.DnsSafeHost).Distinct()];
            return found.Length > 0 ? found : throw ListenErrors.Create(uri, "its host has no address");
        }
        catch (SocketException exception)
        {
            throw ListenErrors.Create(uri, exception);
        }
    }
}
