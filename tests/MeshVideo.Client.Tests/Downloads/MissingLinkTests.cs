using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>A task that has succeeded but does not have the link to its video yet.</summary>
public sealed class MissingLinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"video_url\": \"\"}")]
    [InlineData("{\"video_url\": null}")]
    public async Task The_task_is_read_until_it_has_the_link(string content)
    {
        byte[] video = Mp4.OfSize(1000);
        await using ScriptedServer files = ScriptedServer.Start(ScriptedResponse.Of(200, "video/mp4", video));
        await using ScriptedServer api = ScriptedServer.Start(
            Task("succeeded", content),
            Task("succeeded", content),
            Task("succeeded", $$"""{"video_url": "{{files.Address}}"}"""));
        MeshVideoClient client = Service.ClientOf(api.Address);

        await new VideoDownloader(new DownloadOptions()).DownloadAsync(client, await client.GetAsync("cgt-1"), _folder["a.mp4"]);

        Assert.Equal(video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
        Assert.Equal(3, api.Requests.Count);
    }

    [Fact]
    public async Task A_link_that_never_appears_is_an_error()
    {
        await using ScriptedServer api = ScriptedServer.Start(Task("succeeded", "{}"));
        MeshVideoClient client = Service.ClientOf(api.Address);

        await Expect.ErrorAsync(
            MeshVideoErrorKind.NothingToSave,
            new VideoDownloader(new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(1) })
                .DownloadAsync(client, await client.GetAsync("cgt-1"), _folder["a.mp4"]));

        Assert.True(api.Requests.Count > 1);
    }

    [Fact]
    public async Task A_service_that_stops_responding_is_the_same_error()
    {
        TaskCompletionSource<ScriptedResponse> never = new();
        await using ScriptedServer api = ScriptedServer.Start(
            request => request.Number == 1 ? System.Threading.Tasks.Task.FromResult(Task("succeeded", "{}")) : never.Task);
        MeshVideoClient client = Service.ClientOf(api.Address);

        await Expect.ErrorAsync(
            MeshVideoErrorKind.NothingToSave,
            new VideoDownloader(new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(1) })
                .DownloadAsync(client, await client.GetAsync("cgt-1"), _folder["a.mp4"]));
    }

    [Fact]
    public async Task A_failed_task_is_not_read_again()
    {
        await using ScriptedServer api = ScriptedServer.Start(Task("failed", "null"));
        MeshVideoClient client = Service.ClientOf(api.Address);

        await Expect.ErrorAsync(
            MeshVideoErrorKind.NothingToSave,
            new VideoDownloader(new DownloadOptions()).DownloadAsync(client, await client.GetAsync("cgt-1"), _folder["a.mp4"]));

        Assert.Single(api.Requests);
    }

    public void Dispose() => _folder.Dispose();

    private static ScriptedResponse Task(string status, string content) =>
        ScriptedResponse.Json(
            200,
            string.Format(
                CultureInfo.InvariantCulture, """{{"id": "cgt-1", "status": "{0}", "content": {1}}}""", status, content));
}
