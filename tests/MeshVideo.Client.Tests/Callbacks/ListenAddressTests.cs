using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using MeshVideo.Callbacks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>Addresses that can be listened on, and what is said of the others.</summary>
public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0/mesh/", "127.0.0.1")]
    [InlineData("http://127.0.0.1:0", "127.0.0.1")]
    [InlineData("http://localhost:0/mesh", "127.0.0.1")]
    [InlineData("http://0.0.0.0:0/mesh/", "127.0.0.1")]
    [InlineData("http://[::1]:0/mesh/", "[::1]")]
    public async Task Calls_come_in(string address, string host)
    {
        TaskCompletionSource<string> called = new();
        using CallbackListener listener = CallbackListener.Start(new Uri(address), called.SetResult);
        using HttpClient http = new();

        Uri target = new UriBuilder(listener.Address) { Host = host }.Uri;
        using HttpResponseMessage response = await http.PostAsync(target, new StringContent("""{"id": "cgt-1"}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("cgt-1", await called.Task.WaitAsync(Expect.Timeout));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0/", false)]
    [InlineData("http://localhost:0/", false)]
    [InlineData("http://[::1]:0/", false)]
    [InlineData("http://0.0.0.0:0/", true)]
    [InlineData("http://0:0/", true)]
    [InlineData("http://[::]:0/", true)]
    public void It_is_known_whether_other_machines_reach_it(string address, bool isReachable)
    {
        using CallbackListener listener = CallbackListener.Start(new Uri(address), _ => { });

        Assert.Equal(isReachable, listener.IsReachableFromOtherMachines);
    }

    [Theory]
    [InlineData("mesh/", "not a valid address; use an address such as http://127.0.0.1:8085/mesh/")]
    [InlineData("https://127.0.0.1:8085/mesh/", "behind a tunnel or a reverse proxy")]
    [InlineData("ftp://127.0.0.1:8085/mesh/", "not an http address")]
    [InlineData("http://127.0.0.1:8085/mesh/?key=s3cret", "not have a user name, query or fragment")]
    [InlineData("http://user:s3cret@127.0.0.1:8085/mesh/", "not have a user name, query or fragment")]
    [InlineData("http://192.0.2.1:8085/mesh/", "not an address of this machine")]
    public void What_is_no_address_to_listen_on_is_said_to_be_so(string address, string reason)
    {
        string text = Fault(new Uri(address, UriKind.RelativeOrAbsolute)).Message;

        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_said_to_be_so()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        string text = Fault(new Uri($"http://127.0.0.1:{port}/mesh/")).Message;

        Assert.Contains("another program listens on it", text, StringComparison.Ordinal);
        Assert.Contains(
            OperatingSystem.IsWindows() ? "Get-NetTCPConnection" : $"ss -ltnp 'sport = :{port}'", text, StringComparison.Ordinal);
    }

    // Root, who runs many a test, is permitted everything.
    [Theory]
    [InlineData(80, "sudo sysctl net.ipv4.ip_unprivileged_port_start=80")]
    [InlineData(8085, "Use another port")]
    public void A_port_that_is_not_permitted_is_said_to_be_so_with_the_remedy_of_the_system(int port, string remedy)
    {
        string text = ListenErrors.Create(
            new Uri($"http://127.0.0.1:{port}/"), new SocketException((int)SocketError.AccessDenied)).Message;

        Assert.Contains(OperatingSystem.IsWindows() ? "netsh http show urlacl" : remedy, text, StringComparison.Ordinal);
    }

    private static MeshVideoException Fault(Uri address)
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(() => CallbackListener.Start(address, _ => { }).Dispose());
        Assert.Equal(MeshVideoErrorKind.ListenFailed, error.Kind);
        return error;
    }
}
