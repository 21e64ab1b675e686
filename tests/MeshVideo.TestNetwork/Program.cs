using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MeshVideo.TestNetwork;

/// <summary>
/// The network of a company: https with an authority of its own before a simulator, and proxies. Started with the simulator's
/// ports and a folder; says as JSON where everything is, and ends with its standard input.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        int apiPort = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        int filePort = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        string folder = arguments[2];

        // This machine under a name that is not known to be this machine's.
        string machine = Dns.GetHostName();
        IPAddress machineAddress = Dns.GetHostAddresses(machine)
            .First(address => address.AddressFamily == AddressFamily.InterNetwork);

        using TestAuthority authority = new("MeshVideo Test Authority");
        using TestAuthority stranger = new("Nobody's Authority");
        string authorityFile = Path.Combine(folder, "authority.pem");
        string strangersFile = Path.Combine(folder, "strangers.pem");
        File.WriteAllText(authorityFile, authority.Pem);
        File.WriteAllText(strangersFile, authority.Pem + stranger.Pem);

        SeenLog seen = new(Path.Combine(folder, "proxy.log"));
        using TlsFront front = new(new HostTable(authority, stranger, machine, apiPort, filePort), machineAddress);
        using ConnectProxy open = new(machineAddress, front.Port, seen, credentials: null);
        using ConnectProxy locked = new(machineAddress, front.Port, seen, credentials: "clerk:s3cret:pass");

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            proxy = open.Address,
            lockedProxy = locked.Address,
            direct = $"https://{machine}:{front.Port}",
            machine,
            authorityFile,
            strangersFile,
            log = seen.Path,
        }));
        while (Console.In.ReadLine() is not null)
        {
        }
    }
}
