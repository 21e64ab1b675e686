using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>The request as it is shown: all that is sent, without the bytes and without signatures.</summary>
public sealed class PreviewTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_what_is_sent()
    {
        VideoRequest request = new()
        {
            Prompt = "a \"cat\" & 中\n<b>",
            ReferenceImages = [MediaSource.FromUrl("https://example.com/a.png"), MediaSource.FromUrl("asset://x")],
            Duration = 5,
            GenerateAudio = false,
            Seed = 4294967295,
            AdditionalProperties = new Dictionary<string, object?>
            {
                ["x_deep"] = new Dictionary<string, object?> { ["a"] = new object?[] { 1, "b", null } },
                ["duration"] = 7,
            },
        };
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        await Service.ClientOf(server.Address).CreateAsync(request);

        string preview = await RequestPreview.ToJsonAsync(request);

        Assert.True(JsonNode.DeepEquals(server.Requests[0].Json, JsonNode.Parse(preview)), preview);
        Assert.Contains("\n  \"content\": [", preview.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_data_URIs_are_kind_size_and_source()
    {
        byte[] image = SampleImages.Png(400, 400);
        Array.Resize(ref image, 1_300_000);
        string path = _folder.Write("a 'b' 😀.bin", image);
        byte[] sound = SampleClips.Wav(2);

        JsonNode[] items = await ItemsAsync(new VideoRequest
        {
            ReferenceImages = [MediaSource.FromFile(path), MediaSource.FromUrl("data:,x")],
            ReferenceAudios = [ClientAndService.Data("audio/wav", sound)],
        });

        Assert.Equal($"(image/png, 1.24 MB, from {path})", Url(items[0]));
        Assert.Equal("(a data URI without MIME type or base64, 7 characters)", Url(items[1]));
        Assert.Equal("(audio/wav, 15.7 KB, from a data URI)", Url(items[2]));
        Assert.Equal(["reference_image", "reference_image", "reference_audio"], items.Select(item => (string?)item["role"]));
    }

    [Fact]
    public async Task Links_lose_their_query_and_bytes_do_not_show_wherever_they_are()
    {
        string data = ClientAndService.Data("image/png", SampleImages.Png(400, 400)).Url!;
        string preview = await RequestPreview.ToJsonAsync(new VideoRequest
        {
            Prompt = "like https://example.com/p?sig=s3cret",
            FirstFrame = MediaSource.FromUrl("https://example.com/a.png?sig=s3cret#f"),
            CallbackUrl = "https://example.com/hook?sig=s3cret",
            AdditionalProperties =
                new Dictionary<string, object?> { ["x"] = new object[] { "https://example.com/x?sig=s3cret", data } },
        });

        Assert.DoesNotContain("s3cret", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("base64", preview, StringComparison.Ordinal);
        Assert.Contains("https://example.com/a.png", preview, StringComparison.Ordinal);
        Assert.Contains("(image/png, 33 bytes, from a data URI)", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_begins_like_a_data_URI_is_a_prompt()
    {
        string preview = await RequestPreview.ToJsonAsync(new VideoRequest { Prompt = "data: a chart, rising" });

        Assert.Contains("data: a chart, rising", preview, StringComparison.Ordinal);
    }

    private static async Task<JsonNode[]> ItemsAsync(VideoRequest request) =>
        [.. JsonNode.Parse(await RequestPreview.ToJsonAsync(request))!["content"]!.AsArray().OfType<JsonNode>()];

    private static string? Url(JsonNode item) => (string?)item[(string)item["type"]!]!["url"];
}
