using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

public sealed class RouteTests
{
    [Theory]
    [InlineData("/v1/Models")]
    [InlineData("/V1/video/generations")]
    [InlineData("/v1/models/")]
    [InlineData("/v1/video/generations/")]
    [InlineData("/v1/video/generations/cgt-1/")]
    [InlineData("/v1/video/generations/cgt-1/again")]
    [InlineData("//v1/models")]
    [InlineData("/v1//models")]
    [InlineData("/v2/models")]
    public async Task A_path_is_exact(string path)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.GetAsync(service.Host.BaseUri.GetLeftPart(System.UriPartial.Authority) + path);
        Assert.Equal((404, """{"detail":"Not Found"}"""), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData("DELETE", "/v1/video/generations", "POST, GET")]
    [InlineData("DELETE", "/v1/video/generations/cgt-1", "GET")]
    [InlineData("PUT", "/v1/models", "GET")]
    [InlineData("POST", "/v1/models/byteplus/experimental", "GET")]
    [InlineData("GET", "/v1/usage/events", "POST")]
    [InlineData("PATCH", "/v1/api-versions", "GET")]
    public async Task A_wrong_method_is_405_and_says_which_are_right(string method, string path, string allowed)
    {
        await using Service service = await Service.StartAsync();
        using HttpRequestMessage message = new(new HttpMethod(method), path);
        Reply reply = await Reply.OfAsync(service.Client.SendAsync(message));
        Assert.Equal(405, reply.Status);
        Assert.Equal(allowed, string.Join(", ", reply.Message.Content.Headers.Allow));
    }
}
