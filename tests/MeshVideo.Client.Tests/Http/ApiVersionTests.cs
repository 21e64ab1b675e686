using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator.Requests;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>The dated version of the API that requests name.</summary>
public sealed class ApiVersionTests
{
    private static readonly VideoRequest Request = new() { Prompt = "p" };

    [Fact]
    public async Task Every_request_to_the_API_names_the_version_and_none_to_a_file_host()
    {
        await using Service service = await Service.StartAsync();
        using TempFolder folder = new();

        VideoTask task = await service.Client.CreateAsync(Request);
        task = await service.Client.GetAsync(task.Id);
        await service.Client.ListAsync(new VideoTaskQuery(), offset: 0, limit: 1);
        await service.Client.ListModelsAsync();
        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, folder["a.mp4"]);

        Assert.Equal(4, service.Host.Requests.All.Count(request => request.Port == ServerPort.Api));
        Assert.All(
            service.Host.Requests.All,
            request => Assert.Equal(request.Port == ServerPort.Api ? "2026-08" : null, request.ApiVersion));
        Assert.NotEmpty(service.FileRequests);
    }

    [Theory]
    [InlineData("2026-05", "2026-05")]
    [InlineData(" 2026-08\n", "2026-08")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task Another_version_can_be_named_or_none(string? version, string? sent)
    {
        await using Service service = await Service.StartAsync();

        await ClientOf(service, version).CreateAsync(Request);

        Assert.Equal(sent, Assert.Single(service.Posts).ApiVersion);
    }

    [Fact]
    public async Task A_version_that_the_service_does_not_have_is_an_error_of_its_own()
    {
        await using Service service = await Service.StartAsync();
        MeshVideoClient client = ClientOf(service, "2020-01");

        foreach (Task work in new Task[] { client.CreateAsync(Request), client.GetAsync("cgt-1"), client.ListModelsAsync() })
        {
            MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.InvalidApiVersion, work);
            Assert.StartsWith(
                "The service does not have the version '2020-01' of the API: ", error.Message, StringComparison.Ordinal);
            Assert.Equal("invalid_api_version", error.Code);
            Assert.Equal([Remedy.ChangeApiVersion], error.Remedies);
        }

        Assert.Empty(service.Host.Tasks.All);
    }

    [Fact]
    public async Task The_error_says_that_no_version_was_named()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(400, """{"error": {"code": "invalid_api_version", "message": "Which one?"}}"""));
        MeshVideoClient client = new(
            new MeshVideoConnection(new ApiKey("rsk_of_a_test"), server.Address, apiVersion: string.Empty));

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.InvalidApiVersion, client.ListModelsAsync());

        Assert.Contains("which did not name a version of the API: Which one?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-08\r\nX-Other: 1")]
    [InlineData("2026 08")]
    [InlineData("août")]
    public void A_version_that_no_header_can_have_is_an_error_before_anything_is_sent(string version)
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(
            () => new MeshVideoConnection(new ApiKey("rsk_of_a_test"), apiVersion: version));

        Assert.Equal(MeshVideoErrorKind.InvalidApiVersion, error.Kind);
        Assert.EndsWith(
            "is not a valid API version, such as 2026-08. Nothing was sent.", error.Message, StringComparison.Ordinal);
    }

    private static MeshVideoClient ClientOf(Service service, string? version) =>
        new(new MeshVideoConnection(new ApiKey(service.Host.ApiKey), service.Host.BaseUri, apiVersion: version));
}
