using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace MeshVideo.TestNetwork;

/// <summary>Takes the https off and passes the rest on to the simulator.</summary>
internal sealed class TlsFront(HostTable hosts, IPAddress address) : TcpServer(address)
{
    protected override async Task ServeAsync(NetworkStream client)
    {
        await using SslStream https = new(client);
        string host = string.Empty;
        await https.AuthenticateAsServerAsync((_, hello, _, _) =>
        {
            host = hello.ServerName;
            return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = hosts.CertificateOf(host) });
        }, null);
        await using NetworkStream simulator = await ConnectAsync(IPAddress.Loopback, hosts.PortOf(host));
        await Tunnel.RunAsync(https, simulator);
    }
}
