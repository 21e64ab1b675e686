using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshVideo.Callbacks;

/// <summary>Says why an address cannot be listened on, and what helps on this system.</summary>
internal static class ListenErrors
{
    private const int FirstFreePort = 1024;

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static MeshVideoException Create(Uri address, string objection, Exception? cause = null) =>
        new(MeshVideoErrorKind.ListenFailed, $"Cannot listen on '{Redactor.FormatAddress(address)}': {objection}.", cause);

    public static MeshVideoException Create(Uri address, SocketException exception) => Create(address, Validate(address, exception), exception);

    private static string Validate(Uri address, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"another program listens there. Give another port, or find it with: {FindByAddress(address.Port)}",
        SocketError.AccessDenied when IsWindows =>
            "Windows keeps the port for itself. Give another port; what is kept is shown by: netsh interface ipv4 show excludedportrange protocol=tcp, and netsh http show urlacl. No urlacl of your own is needed",
        SocketError.AccessDenied when address.Port < FirstFreePort =>
            $"ports below {FirstFreePort} are the administrator's. Give a port from {FirstFreePort} up and have a proxy or a tunnel before it, or allow it with: sudo sysctl net.ipv4.ip_unprivileged_port_start={address.Port}",
        SocketError.AccessDenied => "the system does not permit it. Give another port, or ask whoever runs this machine",
        SocketError.AddressNotAvailable or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"'{address.Host}' is no address of this machine. Give 127.0.0.1 where a tunnel or a proxy runs on this machine too, or 0.0.0.0 for all of its addresses",
        _ => exception.Message.TrimEnd('.'),
    };

    private static string FindByAddress(int port) => IsWindows
        ? $"Get-NetTCPConnection -State Listen -LocalPort {port} | Select-Object OwningProcess"
        : $"ss -ltnp 'sport = :{port}'";
}
