using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>A task's JSON as an object.</summary>
public sealed class TaskReadingTests
{
    [Fact]
    public async Task Content_of_the_simulator_may_be_an_array_of_typed_links()
    {
        await using Service service = await Service.StartAsync(options => options.ContentAsArray = true);
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "p", ReturnLastFrame = true });

        VideoTask task = await service.Client.GetAsync(created.Id);

        Assert.EndsWith("/video.mp4", task.VideoUrl?.AbsolutePath, StringComparison.Ordinal);
        Assert.EndsWith("/last_frame.png", task.LastFrameUrl?.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_field_of_the_contract_is_read()
    {
        VideoTask task = await ReadAsync(
            """
            {"id": "cgt-1", "status": "succeeded", "model": "m", "error": null, "created_at": 1700000000, "updated_at": 1700000060,
             "content": {"video_url": "https://files.example/v.mp4?sig=1", "last_frame_url": "https://files.example/l.png?sig=2"},
             "seed": 4294967295, "resolution": "720p", "ratio": "16:9", "duration": 5, "frames": 121, "framespersecond": 24,
             "generate_audio": true, "safety_identifier": "u", "priority": 3, "draft": false, "draft_task_id": "cgt-0",
             "service_tier": "flex", "execution_expires_after": 3600, "usage": {"completion_tokens": 7, "total_tokens": 8}}
            """);

        Assert.Equal("cgt-1", task.Id);
        Assert.Equal((VideoTaskStatus.Succeeded, "succeeded", true), (task.Status, task.StatusText, task.IsFinished));
        Assert.Equal("m", task.Model);
        Assert.Null(task.Error);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), task.CreatedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000060), task.UpdatedAt);
        Assert.Equal("https://files.example/v.mp4?sig=1", task.VideoUrl?.AbsoluteUri);
        Assert.Equal("https://files.example/l.png?sig=2", task.LastFrameUrl?.AbsoluteUri);
        Assert.Equal((4294967295L, "720p", "16:9"), (task.Seed!.Value, task.Resolution, task.Ratio));
        Assert.Equal((5, 121, 24), (task.Duration!.Value, task.Frames!.Value, task.FramesPerSecond!.Value));
        Assert.Equal(
            (true, "u", 3, false), (task.GenerateAudio!.Value, task.SafetyIdentifier, task.Priority!.Value, task.Draft!.Value));
        Assert.Equal(("cgt-0", "flex", 3600), (task.DraftTaskId, task.ServiceTier, task.ExpiresAfterSec!.Value));
        Assert.Equal(new VideoTaskUsage(7, 8), task.Usage);
        Assert.Equal("req_1", task.RequestId);
        Assert.Empty(task.AdditionalProperties);
    }

    [Theory]
    [InlineData("queued", VideoTaskStatus.Queued, false)]
    [InlineData("running", VideoTaskStatus.Running, false)]
    [InlineData("succeeded", VideoTaskStatus.Succeeded, true)]
    [InlineData("failed", VideoTaskStatus.Failed, true)]
    [InlineData("expired", VideoTaskStatus.Expired, true)]
    [InlineData("cancelled", VideoTaskStatus.Cancelled, true)]
    [InlineData("polishing", VideoTaskStatus.Unknown, false)]
    [InlineData("", VideoTaskStatus.Unknown, false)]
    public async Task A_status_keeps_the_services_word(string word, VideoTaskStatus status, bool isFinished)
    {
        VideoTask task = await ReadAsync($$"""{"id": "cgt-1", "status": "{{word}}"}""");

        Assert.Equal((status, word, isFinished), (task.Status, task.StatusText, task.IsFinished));
    }

    [Fact]
    public async Task Unknown_fields_are_kept()
    {
        VideoTask task = await ReadAsync(
            """{"id": "cgt-1", "mood": "good", "score": 1.5, "parts": [1, {"a": null}], "Watermark": true}""");

        Assert.Equal(4, task.AdditionalProperties.Count);
        Assert.Equal("good", task.AdditionalProperties["MOOD"]);
        Assert.Equal(1.5, task.AdditionalProperties["score"]);
        Assert.Equal(true, task.AdditionalProperties["watermark"]);
        object?[] parts = Assert.IsType<object?[]>(task.AdditionalProperties["parts"]);
        Assert.Equal(1L, parts[0]);
        Assert.Null(Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(parts[1])["a"]);
    }

    [Theory]
    [InlineData("""[{"video_url": "https://files.example/v.mp4", "last_frame_url": "https://files.example/l.png"}]""")]
    [InlineData("""[{"type": "video_url", "video_url": {"url": "https://files.example/v.mp4"}}, {"last_frame_url": {"url": "https://files.example/l.png"}}]""")]
    [InlineData("""{"video_url": {"url": "https://files.example/v.mp4"}, "last_frame_url": {"url": "https://files.example/l.png"}}""")]
    [InlineData("""[null, 7, {"type": "text"}, {"video_url": "https://files.example/v.mp4"}, {"last_frame_url": "https://files.example/l.png"}]""")]
    public async Task Content_may_be_an_array_and_links_may_be_objects(string content)
    {
        VideoTask task = await ReadAsync($$"""{"id": "cgt-1", "content": {{content}}}""");

        Assert.Equal("https://files.example/v.mp4", task.VideoUrl?.AbsoluteUri);
        Assert.Equal("https://files.example/l.png", task.LastFrameUrl?.AbsoluteUri);
    }

    [Fact]
    public async Task The_error_of_a_task_is_read_in_any_shape()
    {
        Assert.Equal(
            new VideoTaskError("c", "m"), (await ReadAsync("""{"id": "cgt-1", "error": {"code": "c", "message": "m"}}""")).Error);
        Assert.Equal(new VideoTaskError("7", null), (await ReadAsync("""{"id": "cgt-1", "error": {"code": 7}}""")).Error);
        Assert.Equal(new VideoTaskError(null, "m"), (await ReadAsync("""{"id": "cgt-1", "error": "m"}""")).Error);
        Assert.Null((await ReadAsync("""{"id": "cgt-1", "error": []}""")).Error);
    }

    internal static async Task<VideoTask> ReadAsync(string json)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, json, "X-Request-Id: req_1"));
        return await Service.ClientOf(server.Address).GetAsync("cgt-1");
    }
}
