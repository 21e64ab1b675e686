using System;
using System.Globalization;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>Where the key may be sent.</summary>
public sealed class BaseAddressTests
{
    [Theory]
    [InlineData("", "/v1/video/generations/cgt-1")]
    [InlineData("/", "/v1/video/generations/cgt-1")]
    [InlineData("/v1", "/v1/video/generations/cgt-1")]
    [InlineData("/v1/", "/v1/video/generations/cgt-1")]
    [InlineData("/V1//", "/v1/video/generations/cgt-1")]
    [InlineData("/gateway", "/gateway/v1/video/generations/cgt-1")]
    [InlineData("/gateway/v1/", "/gateway/v1/video/generations/cgt-1")]
    [InlineData("/gateway%20a", "/gateway%20a/v1/video/generations/cgt-1")]
    [InlineData("/nov1", "/nov1/v1/video/generations/cgt-1")]
    public async Task The_version_and_slashes_may_be_left_out(string path, string target)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        await Service.ClientOf(new Uri(server.Address.GetLeftPart(UriPartial.Authority) + path)).GetAsync("cgt-1");

        Assert.Equal(target, Assert.Single(server.Requests).Target);
    }

    [Theory]
    [InlineData("https://api.meshapi.ai")]
    [InlineData("https://example.com:8443/x")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:5000")]
    public void A_safe_address_is_taken(string address) =>
        Assert.Equal(address, new MeshVideoConnection(new ApiKey("rsk_1"), new Uri(address)).ToString());

    [Fact]
    public void The_public_service_is_the_default() =>
        Assert.Equal("https://api.meshapi.ai", new MeshVideoConnection(new ApiKey("rsk_1")).ToString());

    [Theory]
    [InlineData("http://api.meshapi.ai")]
    [InlineData("http://192.168.0.1")]
    [InlineData("http://localhost.example.com")]
    [InlineData("ftp://localhost")]
    [InlineData("file:///v1")]
    [InlineData("localhost:5000")]
    [InlineData("https://user:hush@api.meshapi.ai")]
    [InlineData("https://hush@api.meshapi.ai")]
    [InlineData("https://api.meshapi.ai/?key=hush")]
    [InlineData("https://api.meshapi.ai/#hush")]
    [InlineData("api.meshapi.ai")]
    [InlineData("user:hush@api.meshapi.ai")]
    [InlineData("//user:hush@api.meshapi.ai/v1")]
    [InlineData("/v1?key=hush")]
    public void Any_other_is_refused_without_its_secrets(string address) => AssertRefused(address);

    // .NET checks host names with the Unicode library of the system. Windows before Windows 10, version 1903, has only its own.
    [SkippableFact]
    public void A_host_with_an_invisible_character_is_refused()
    {
        Skip.IfNot(HasIcu(), "This system has no ICU, and its own Unicode library permits the name.");

        AssertRefused("https://a\u200d.example.com");
    }

    private static void AssertRefused(string address)
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(
            () => new MeshVideoConnection(new ApiKey("rsk_1"), new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Equal(MeshVideoErrorKind.InvalidBaseUri, error.Kind);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    // As documented for .NET: the version of the sort order is that of ICU.
    private static bool HasIcu()
    {
        SortVersion version = CultureInfo.InvariantCulture.CompareInfo.Version;
        int number = BitConverter.ToInt32(version.SortId.ToByteArray(), 0);
        return number != 0 && number == version.FullVersion;
    }
}
