using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshVideo.Callbacks;

/// <summary>Specifies the addresses of this machine, the port and the path to listen on.</summary>
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

    /// <summary>Parses an address to listen on.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.ListenFailed"/>: the address is not valid.</exception>
    public static ListenAddress Parse(Uri uri)
    {
        string? problem = !uri.IsAbsoluteUri ? "it is not a valid address; use an address such as http://127.0.0.1:8085/mesh/"
            : uri.Scheme == Uri.UriSchemeHttps ? "https is not supported. Listen on http, behind a tunnel or a reverse proxy that has the certificate"
            : uri.Scheme != Uri.UriSchemeHttp ? "it is not an http address"
            : uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "it must not have a user name, query or fragment; put a secret into the path"
            : null;
        return problem is null ? new ListenAddress(uri, GetHosts(uri)) : throw ListenErrors.Create(uri, problem);
    }

    /// <summary>Binds the sockets.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.ListenFailed"/>: the address is in use or not permitted.
    /// </exception>
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
                    // Otherwise another program could bind the same port.
                    socket.ExclusiveAddressUse = true;
                }

                socket.Bind(new IPEndPoint(host, port));
                socket.Listen(backlog);
                // If the system chooses the port, all addresses use the same one.
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

    /// <summary>
    /// Gets whether the target of a request is the path or below it. The host is not compared, because it is that of the tunnel
    /// or proxy.
    /// </summary>
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
            return found.Length > 0 ? found : throw ListenErrors.Create(uri, "the host name has no address");
        }
        catch (SocketException exception)
        {
            throw ListenErrors.Create(uri, exception);
        }
    }
}
