using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Contract;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Security;

/// <summary>
/// The copy of a task for reports: nothing in it gives access to a file, but its files can still be downloaded.
/// </summary>
public sealed class TaskWithoutSignaturesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_property_contains_the_query_of_a_link()
    {
        VideoTask task = await TaskReadingTests.ReadAsync(
            """
            {"id": "cgt-1", "status": "succeeded", "seed": 7, "Preview": "https://u:secret@files.example/p.mp4?sig=secret",
             "parts": [{"url": "see https://files.example/q.mp4?sig=secret now"}, 1, null],
             "content": {"video_url": "https://files.example/v.mp4?sig=secret", "last_frame_url": "https://files.example/l.png?sig=secret#secret"}}
            """);
        task.Source = "row";
        task.Request = new VideoRequest
        {
            Prompt = "p",
            FirstFrame = MediaSource.FromUrl("https://files.example/a.png?sig='secret'"),
            LastFrame = MediaSource.FromUrl("data:image/png;base64,AAAA"),
            ReferenceImages = [MediaSource.FromUrl("HTTPS://files.example/b.png?sig=secret"), MediaSource.FromFile("/c.png")],
            AdditionalProperties = new Dictionary<string, object?>
            {
                ["x_mask"] = new Uri("https://files.example/m.png?sig=secret"),
            },
        };

        VideoTask copy = task.WithoutSignatures();

        Assert.DoesNotContain("secret", JsonSerializer.Serialize(copy), StringComparison.Ordinal);
        Assert.Equal("https://files.example/v.mp4", copy.VideoUrl?.AbsoluteUri);
        Assert.Equal("https://files.example/l.png", copy.LastFrameUrl?.AbsoluteUri);
        Assert.Equal("https://files.example/p.mp4?…", copy.AdditionalProperties["preview"]);
        Assert.Equal(("cgt-1", 7, "row", "p"), (copy.Id, copy.Seed, copy.Source, copy.Request?.Prompt));
        Assert.Equal("data:image/png;base64,AAAA", copy.Request?.LastFrame?.Url);
        Assert.Equal("/c.png", copy.Request?.ReferenceImages[1].Path);
        Assert.Equal("https://files.example/v.mp4?sig=secret", task.VideoUrl?.AbsoluteUri);
        Assert.Equal("https://files.example/a.png?sig='secret'", task.Request.FirstFrame.Url);
    }

    [Fact]
    public async Task The_copy_can_be_downloaded_and_continued()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "p", ReturnLastFrame = true });
        VideoTask copy = (await service.Client.GetAsync(created.Id)).WithoutSignatures();

        IReadOnlyList<SavedVideoFile> files = await new VideoDownloader(new DownloadOptions { IncludeLastFrame = true })
            .DownloadAsync(service.Client, copy, _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal(2, files.Count);
        Assert.Single(service.Gets(created.Id));
        Assert.NotEmpty(await Service.BytesAsync(new Uri(copy.GetLastFrame()!.Url!)));
    }
}
