using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Security;

/// <summary>A signed link is as good as the video: its query is in no text that we give.</summary>
public sealed class LinkSecrecyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"on": "file", "kind": "status", "status": 403, "skip": 0}""", null)]
    [InlineData("""{"on": "file", "kind": "truncate", "bytes": 1000}""", null)]
    [InlineData("""{"on": "file", "kind": "truncate", "bytes": 1000}""", MeshVideoErrorKind.DownloadFailed)]
    [InlineData("""{"on": "file", "kind": "reset"}""", null)]
    [InlineData("""{"on": "file", "kind": "not-ready"}""", null)]
    [InlineData("""{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound"}""", MeshVideoErrorKind.NotAVideo)]
    [InlineData("""{"on": "file", "kind": "status", "status": 503, "retryAfter": 99}""", MeshVideoErrorKind.DownloadFailed)]
    [InlineData("""{"on": "file", "kind": "redirect", "location": "http://example.com/v?signature=secret#secret"}""", MeshVideoErrorKind.RedirectRefused)]
    [InlineData("""{"on": "file", "kind": "redirect", "location": "https://127.0.0.1:1/v?signature=secret"}""", MeshVideoErrorKind.DownloadFailed)]
    public async Task Saving_does_not_tell_it(string error, MeshVideoErrorKind? kind)
    {
        await using Service service = await Service.StartAsync(error);
        VideoTask task = await service.SucceededAsync();
        if (kind == MeshVideoErrorKind.DownloadFailed)
        {
            // Whatever comes first, the second try ends it.
            service.Host.Faults.Add("""{"on": "file", "kind": "status", "status": 503, "retryAfter": 99}""");
        }

        Exception? thrown = await Record.ExceptionAsync(
            () =>
                new VideoDownloader(new DownloadOptions())
                    .DownloadAsync(service.Client, task, _folder["a.mp4"])
                    .WaitAsync(Expect.Timeout));

        Assert.Equal(kind, (thrown as MeshVideoException)?.Kind);
        string text = $"{service.Notes.Text}\n{thrown}";
        // Whatever is left beside the file, too.
        text += string.Concat(_folder.Records.Select(record => File.ReadAllText(_folder[record])));
        Assert.NotEmpty(service.Notes.Text);
        Assert.DoesNotContain("signature", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_the_service_are_told_without_it()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(
            400,
            """
            {"error": {"code": "invalid_request", "message": "Cannot fetch https://files.example/a.png?signature=secret today",
             "details": [{"loc": ["content", "HTTPS://files.example/a.png?signature=secret"], "msg": "'http://files.example#secret' is gone", "type": "x"}]}}
            """));
        RecordingLog log = new();

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.Refused, Service.ClientOf(server.Address, log).CreateAsync(new VideoRequest { Prompt = "p" }));

        Assert.DoesNotContain(
            "secret", $"{error} {error.ServiceMessage} {error.Details[0]} {log.Text}", StringComparison.Ordinal);
        Assert.Contains("https://files.example/a.png", error.ServiceMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_task_is_told_without_it()
    {
        VideoTask task = new()
        {
            Id = "cgt-1",
            Status = VideoTaskStatus.Failed,
            Error = new VideoTaskError("invalid_input", "Cannot fetch https://files.example/a.png?signature=secret"),
        };

        MeshVideoException error = TaskFailure.From(task)!;

        Assert.DoesNotContain("secret", $"{error} {error.ServiceMessage}", StringComparison.Ordinal);
        Assert.Contains("https://files.example/a.png", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://files.example/a.png?signature=secret", "https://files.example/a.png?…")]
    [InlineData("data:image/png;base64,c2VjcmV0", "data:image/png;base64,… (30 characters)")]
    public void A_media_source_shows_itself_without_it(string url, string shown) =>
        Assert.Equal(shown, MediaSource.FromUrl(url).ToString());
}
