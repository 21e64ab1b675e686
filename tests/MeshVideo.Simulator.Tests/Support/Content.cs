using System.Linq;
using System.Text.Json.Nodes;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>Bodies with the content items that a test names.</summary>
internal static class Content
{
    public static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    public static JsonObject Image(string role, string url = "https://example.com/a.png") => Media("image_url", role, url);

    public static JsonObject Video(string url = "https://example.com/a.mp4") => Media("video_url", "reference_video", url);

    public static JsonObject Audio(string url = "https://example.com/a.wav") => Media("audio_url", "reference_audio", url);

    public static JsonObject DraftTask(string id) =>
        new() { ["type"] = "draft_task", ["draft_task"] = new JsonObject { ["id"] = id } };

    public static JsonObject Body(params JsonObject[] items) => BodyFor(Service.Model, items);

    public static JsonObject BodyFor(string model, params JsonObject[] items) =>
        new() { ["model"] = model, ["content"] = new JsonArray([.. items.Cast<JsonNode>()]) };

    private static JsonObject Media(string type, string role, string url) =>
        new() { ["type"] = type, ["role"] = role, [type] = new JsonObject { ["url"] = url } };
}
