using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshVideo.Callbacks;

/// <summary>Creates exceptions for addresses that cannot be listened on, with advice for the operating system.</summary>
internal static class ListenErrors
{
    private const int FirstUnreservedPort = 1024;

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static MeshVideoException Create(Uri address, string reason, Exception? cause = null) =>
        new(MeshVideoErrorKind.ListenFailed, $"Cannot listen on '{Redactor.FormatAddress(address)}': {reason}.", cause);

    public static MeshVideoException Create(Uri address, SocketException exception) =>
        Create(address, Describe(address, exception), exception);

    private static string Describe(Uri address, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"another program listens on it. Use another port, or find the program with: {GetFindCommand(address.Port)}",
        SocketError.AccessDenied when IsWindows =>
            "Windows reserves the port. Use another port. "
                + "To see the reserved ports, run: netsh interface ipv4 show excludedportrange protocol=tcp, and netsh http "
                + "show urlacl. A urlacl is not needed",
        SocketError.AccessDenied when address.Port < FirstUnreservedPort =>
            $"ports below {FirstUnreservedPort} are reserved for the administrator. "
                + $"Use a port from {FirstUnreservedPort} up behind a proxy or a tunnel, or allow the port with: sudo sysctl "
                + $"net.ipv4.ip_unprivileged_port_start={address.Port}",
        SocketError.AccessDenied => "the system does not permit it. Use another port, or ask the administrator of this machine",
        SocketError.AddressNotAvailable or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"'{address.Host}' is not an address of this machine. "
                + "Use 127.0.0.1 if a tunnel or a proxy runs on this machine, or 0.0.0.0 for all addresses",
        _ => exception.Message.TrimEnd('.'),
    };

    private static string GetFindCommand(int port) => IsWindows
        ? $"netstat -ano -p tcp | findstr :{port}"
        : $"ss -ltnp 'sport = :{port}'";
}
