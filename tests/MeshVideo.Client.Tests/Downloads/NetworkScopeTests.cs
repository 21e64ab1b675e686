using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Http;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Links of a public service to this machine or its private network.</summary>
public sealed class NetworkScopeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MeshVideoClient _client = Service.ClientOf(new Uri("https://api.mesh.invalid"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:{0}/v.mp4?signature=secret")]
    [InlineData("http://localhost:{0}/v.mp4?signature=secret")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/v.mp4?signature=secret")]
    [InlineData("https://127.0.0.1:{0}/v.mp4?signature=secret")]
    [InlineData("https://[::ffff:7f00:1]:{0}/v.mp4?signature=secret")]
    [InlineData("https://[64:ff9b::7f00:1]:{0}/v.mp4?signature=secret")]
    [InlineData("https://0.0.0.0:{0}/v.mp4?signature=secret")]
    [InlineData("https://2130706433:{0}/v.mp4?signature=secret")]
    public async Task A_link_to_this_machine_is_not_followed(string link)
    {
        using TcpListener listener = StartListener();

        MeshVideoException error = await AssertRejectedAsync(
            string.Format(null, link, ((IPEndPoint)listener.LocalEndpoint).Port));

        Assert.Contains("this machine", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [OtherNameFact]
    public async Task A_link_to_a_name_of_this_machine_is_not_followed__skipped_if_the_hosts_file_has_only_localhost()
    {
        MeshVideoException error = await AssertRejectedAsync($"https://{OtherNameFactAttribute.Name}:1/v.mp4");

        Assert.Contains("this machine", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[fe80::1]")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("[fc00::1]")]
    [InlineData("[fd12:3456::1]")]
    [InlineData("[fec0::1]")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("[2002:c0a8:101::1]")]
    public async Task A_link_into_a_private_network_is_not_followed(string host)
    {
        MeshVideoException error = await AssertRejectedAsync($"https://{host}:1/v.mp4");

        Assert.Contains(host.Trim('[', ']'), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("192.167.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("2606:4700::1111")]
    public void Addresses_next_to_private_ranges_are_public(string address) =>
        Assert.Equal(NetworkScope.Public, NetworkAddress.GetScope(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://10.9.8.7", "https://10.0.0.1/v.mp4", true)]
    [InlineData("https://[fd00::1]", "https://192.168.0.1/v.mp4", true)]
    [InlineData("https://10.9.8.7", "http://127.0.0.1/v.mp4", false)]
    [InlineData("https://10.9.8.7", "https://169.254.169.254/v.mp4", false)]
    [InlineData("http://127.0.0.1:1", "https://10.0.0.1/v.mp4", true)]
    [InlineData("http://localhost:1", "http://127.0.0.1/v.mp4", true)]
    [InlineData("https://api.mesh.invalid", "https://10.0.0.1/v.mp4", false)]
    [InlineData("https://8.8.8.8", "https://10.0.0.1/v.mp4", false)]
    public async Task A_service_may_only_link_to_networks_as_far_away_as_its_own(string service, string link, bool isAllowed)
    {
        bool mayLink = await NetworkAddress.IsLinkAllowedAsync(new Uri(service), NetworkAddress.GetScope(new Uri(link)), default);

        Assert.Equal(isAllowed, mayLink);
    }

    /// <summary>A test that needs another name of this machine than localhost.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OtherNameFactAttribute : FactAttribute
    {
        public OtherNameFactAttribute()
        {
            if (Name is null)
            {
                Skip = "The hosts file has no other name of this machine than localhost.";
            }
        }

        // .NET adds the addresses of its cards to the machine's own name.
        public static string? Name { get; } = File.Exists("/etc/hosts")
            ? File.ReadLines("/etc/hosts")
                .Select(line => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(
                    words =>
                        words.Length > 1 && IPAddress.TryParse(words[0], out IPAddress? address) && IPAddress.IsLoopback(address))
                .SelectMany(words => words.Skip(1)).FirstOrDefault(name => name != "localhost" && name != Dns.GetHostName())
            : null;
    }

    private static TcpListener StartListener()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task<MeshVideoException> AssertRejectedAsync(string link)
    {
        VideoTask task = new() { Id = "cgt-1", Status = VideoTaskStatus.Succeeded, VideoUrl = new Uri(link) };
        DownloadOptions options = new() { GiveUpAfter = TimeSpan.FromSeconds(2) };

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.RedirectRefused, new VideoDownloader(options).DownloadAsync(_client, task, _folder["a.mp4"]));

        Assert.Equal("cgt-1", error.TaskId);
        Assert.Empty(_folder.Files);
        return error;
    }
}
