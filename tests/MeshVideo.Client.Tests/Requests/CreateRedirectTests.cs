using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A create follows no redirect, wherever to.</summary>
public sealed class CreateRedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_host_is_refused_and_the_host_sees_nothing(int status)
    {
        await using ScriptedServer other = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(status, "", $"Location: {other.Address}v1/video/generations"));

        await AssertRefusedAsync(server);

        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("/v1/video/generations")]
    [InlineData("//")]
    [InlineData("http://")]
    [InlineData("//:x")]
    [InlineData("mailto:a@b")]
    public async Task A_redirect_to_anywhere_is_refused(string location)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(307, "", "Location: " + location));

        await AssertRefusedAsync(server);
    }

    private static async Task AssertRefusedAsync(ScriptedServer server)
    {
        await Expect.ErrorAsync(
            MeshVideoErrorKind.RedirectRefused,
            Service.ClientOf(server.Address).CreateAsync(new VideoRequest { Prompt = "a lake" }));

        Assert.Single(server.Requests, request => request.Method == "POST");
    }
}
