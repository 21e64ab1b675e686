using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>An id is opaque: whatever it is, it stays one segment of the path.</summary>
public sealed class TaskIdTests
{
    [Theory]
    [InlineData("cgt-20260514183217-t8rzv", "cgt-20260514183217-t8rzv")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../../v1/models", "..%2F..%2Fv1%2Fmodels")]
    [InlineData("a?b=c&d", "a%3Fb%3Dc%26d")]
    [InlineData("a#b", "a%23b")]
    [InlineData("100%", "100%25")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("a b\r\nX: y", "a%20b%0D%0AX%3A%20y")]
    [InlineData("...", "...")]
    [InlineData("霧🦌", "%E9%9C%A7%F0%9F%A6%8C")]
    public async Task An_id_is_escaped(string id, string segment)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, JsonSerializer.Serialize(new { id })));

        await Service.ClientOf(server.Address).GetAsync(id);

        Assert.Equal("/v1/video/generations/" + segment, Assert.Single(server.Requests).Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_would_be_another_address_is_not_sent(string id)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        await Expect.ErrorAsync(MeshVideoErrorKind.InvalidRequest, Service.ClientOf(server.Address).GetAsync(id));

        Assert.Empty(server.Requests);
    }
}
