using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>What a request looks like on the wire.</summary>
public sealed class RequestBodyTests
{
    [Fact]
    public async Task Every_option_arrives_under_its_contract_name()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest
        {
            Model = "vendor/model-1",
            Prompt = "a lake",
            CallbackUrl = "https://example.com/done?x=1&y=2",
            Resolution = "480p",
            Ratio = "21:9",
            Duration = -1,
            Frames = 29,
            GenerateAudio = false,
            ReturnLastFrame = true,
            Seed = 4294967295,
            CameraFixed = true,
            Watermark = false,
            Draft = true,
            ServiceTier = "flex",
            ExpiresAfterSec = 3600,
            Priority = 0,
            SafetyIdentifier = "user-1",
        });

        AssertJson(
            """
            {
              "model": "vendor/model-1", "content": [{"type": "text", "text": "a lake"}],
              "callback_url": "https://example.com/done?x=1&y=2", "resolution": "480p", "ratio": "21:9", "duration": -1, "frames": 29,
              "generate_audio": false, "return_last_frame": true, "seed": 4294967295, "camera_fixed": true, "watermark": false,
              "draft": true, "service_tier": "flex", "execution_expires_after": 3600, "priority": 0, "safety_identifier": "user-1"
            }
            """,
            sent.Json);
    }

    [Fact]
    public async Task What_is_left_out_is_not_sent()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest { Prompt = "a lake" });

        AssertJson("""{"model": "byteplus/dreamina-seedance-2-0", "content": [{"type": "text", "text": "a lake"}]}""", sent.Json);
    }

    [Fact]
    public async Task Frames_have_their_types_and_roles()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest
        {
            FirstFrame = MediaSource.FromUrl("https://example.com/a.png?x=1&y=2"),
            LastFrame = MediaSource.FromUrl("data:image/png;base64,AAAA+/=="),
        });

        AssertJson(
            """
            [{"type": "image_url", "image_url": {"url": "https://example.com/a.png?x=1&y=2"}, "role": "first_frame"},
             {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA+/=="}, "role": "last_frame"}]
            """,
            sent.Json["content"]!);
    }

    [Fact]
    public async Task References_and_a_draft_have_their_types_and_roles()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest
        {
            Prompt = "p",
            ReferenceImages = [MediaSource.FromUrl("asset://i1"), MediaSource.FromUrl("asset://i2")],
            ReferenceVideos = [MediaSource.FromUrl("asset://v")],
            ReferenceAudios = [MediaSource.FromUrl("asset://a")],
            DraftTaskId = "cgt-1",
        });

        AssertJson(
            """
            [{"type": "text", "text": "p"},
             {"type": "image_url", "image_url": {"url": "asset://i1"}, "role": "reference_image"},
             {"type": "image_url", "image_url": {"url": "asset://i2"}, "role": "reference_image"},
             {"type": "video_url", "video_url": {"url": "asset://v"}, "role": "reference_video"},
             {"type": "audio_url", "audio_url": {"url": "asset://a"}, "role": "reference_audio"},
             {"type": "draft_task", "draft_task": {"id": "cgt-1"}}]
            """,
            sent.Json["content"]!);
    }

    [Theory]
    [InlineData("Ein \"Elch\" \\ im <Nebel> & 'Wald'\n\t– 霧の湖 🦌👩‍👩‍👧 \u0001\u2028 é")]
    [InlineData("👍")]
    public async Task A_prompt_arrives_as_it_was_written(string prompt)
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest { Prompt = prompt });

        Assert.Equal(prompt, (string?)sent.Json["content"]![0]!["text"]);
    }

    [Fact]
    public async Task Half_a_character_does_not_break_a_prompt()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest { Prompt = "a \ud83e lake" });

        Assert.Equal("a \ufffd lake", (string?)sent.Json["content"]![0]!["text"]);
    }

    [Fact]
    public async Task The_head_says_what_follows()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest { Prompt = "日本" });

        Assert.Equal("/v1/video/generations", sent.Target);
        Assert.Equal("Bearer rsk_of_a_test", sent["Authorization"]);
        Assert.Equal("application/json", sent["Content-Type"]);
        Assert.Equal(sent.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), sent["Content-Length"]);
        Assert.Null(sent["Transfer-Encoding"]);
        Assert.StartsWith("MeshVideo/", sent["User-Agent"], System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_becomes_a_task_with_its_request()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        VideoRequest request = new() { Prompt = "a lake", Model = "m" };

        VideoTask task = await Service.ClientOf(server.Address).CreateAsync(request);

        Assert.Equal("cgt-1", task.Id);
        Assert.Equal(VideoTaskStatus.Queued, task.Status);
        Assert.Equal("m", task.Model);
        Assert.Same(request, task.Request);
        Assert.NotNull(task.CreatedAt);
        Assert.NotNull(MeshVideoClient.ForTask(task));
    }

    private static async Task<ReceivedRequest> SendAsync(VideoRequest request)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        await Service.ClientOf(server.Address).CreateAsync(request);
        return Assert.Single(server.Requests, request => request.Method == "POST");
    }

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
