using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>An answer, read to its end.</summary>
internal sealed record Reply(HttpResponseMessage Message, byte[] Bytes)
{
    public int Status => (int)Message.StatusCode;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public string? ErrorCode => (string?)Json["error"]?["code"];

    public string? ContentType => Message.Content.Headers.ContentType?.MediaType;

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out IEnumerable<string>? values)
            || Message.Content.Headers.TryGetValues(name, out values)
            ? values.Single()
            : null;

    /// <summary>Where the details of an error point, such as <c>body.content.0.role</c>.</summary>
    public string[] Locations =>
        [.. Json["error"]!["details"]!.AsArray().Select(detail => string.Join('.', detail!["loc"]!.AsArray()))];

    public static async Task<Reply> OfAsync(Task<HttpResponseMessage> sent)
    {
        HttpResponseMessage message = await sent;
        return new Reply(message, await message.Content.ReadAsByteArrayAsync());
    }
}
