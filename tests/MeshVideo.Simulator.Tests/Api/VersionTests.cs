using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

/// <summary>The dated versions of the API.</summary>
public sealed class VersionTests
{
    private const string Header = "X-Mesh-Version";

    [Fact]
    public async Task A_known_version_is_echoed()
    {
        await using Service service = await Service.StartAsync();
        IEnumerable<string> listed = (await service.GetAsync("/v1/api-versions")).Json["versions"]!.AsArray()
            .Select(version => (string)version!);
        foreach (string version in listed.Append("2026-08"))
        {
            Reply reply = await GetAsync(service, version);
            Assert.Equal((200, version), (reply.Status, reply.Header(Header)));
        }
    }

    [Fact]
    public async Task Without_the_header_it_is_the_baseline_and_nothing_is_echoed()
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.GetAsync(Service.Generations);
        Assert.Equal((200, null), (reply.Status, reply.Header(Header)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-8")]
    [InlineData("2031-01")]
    [InlineData("latest")]
    [InlineData("2026-08,2026-05")]
    public async Task An_unknown_version_is_400(string version)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await GetAsync(service, version);
        Assert.Equal((400, "invalid_api_version"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task An_unknown_version_makes_no_task()
    {
        await using Service service = await Service.StartAsync();
        service.Client.DefaultRequestHeaders.Add(Header, "2031-01");
        Assert.Equal("invalid_api_version", (await service.PostAsync(Service.Text())).ErrorCode);
        Assert.Equal(0, service.Host.Tasks.Count);
    }

    private static async Task<Reply> GetAsync(Service service, string version)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, Service.Generations);
        message.Headers.TryAddWithoutValidation(Header, version);
        return await Reply.OfAsync(service.Client.SendAsync(message));
    }
}
