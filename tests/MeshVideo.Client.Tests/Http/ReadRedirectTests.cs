using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>A read follows a redirect within the service's own host, and no other.</summary>
public sealed class ReadRedirectTests
{
    [Theory]
    [InlineData(301, "/elsewhere")]
    [InlineData(302, "{0}elsewhere")]
    [InlineData(307, "../../elsewhere")]
    [InlineData(308, "elsewhere?a=1#b")]
    public async Task A_redirect_within_the_host_is_followed_with_the_key(int status, string location)
    {
        await using ScriptedServer server = ScriptedServer.Start(request => request.Number == 1
            ? ScriptedResponse.Json(status, "", "Location: " + string.Format(null, location, $"http://{request["Host"]}/"))
            : ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        Assert.Equal("cgt-1", (await Service.ClientOf(server.Address).GetAsync("cgt-1")).Id);

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("elsewhere", server.Requests[1].Target, System.StringComparison.Ordinal);
        Assert.NotNull(server.Requests[1]["Authorization"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("//127.0.0.1:{0}/")]
    [InlineData("http://user@127.0.0.1:{0}/")]
    public async Task A_redirect_to_another_host_or_port_is_refused_and_the_host_sees_nothing(string location)
    {
        await using ScriptedServer other = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(302, "", "Location: " + string.Format(null, location, other.Address.Port)));

        await Expect.ErrorAsync(MeshVideoErrorKind.RedirectRefused, Service.ClientOf(server.Address).GetAsync("cgt-1"));

        Assert.Single(server.Requests);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("Location: https://{0}/")]
    [InlineData("Location: file:///etc/passwd")]
    [InlineData("Location: //")]
    [InlineData("Location: http://")]
    [InlineData("X-Location: /")]
    public async Task A_redirect_to_another_scheme_or_nowhere_is_refused(string header)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            request => ScriptedResponse.Json(302, "", string.Format(null, header, request["Host"])));

        await Expect.ErrorAsync(MeshVideoErrorKind.RedirectRefused, Service.ClientOf(server.Address).GetAsync("cgt-1"));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(302, "", "Location: /v1/again"));

        await Expect.ErrorAsync(MeshVideoErrorKind.RedirectRefused, Service.ClientOf(server.Address).GetAsync("cgt-1"));

        Assert.InRange(server.Requests.Count, 2, 10);
        Assert.All(server.Requests.Skip(1), request => Assert.Equal("/v1/again", request.Target));
    }
}
