using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;
using MeshVideo.Requests;
using MeshVideo.Security;

namespace MeshVideo.Journal;

/// <summary>
/// Represents what identifies a request in the journal, and its description for people. It is computed from the body to send.
/// </summary>
internal sealed class RequestIdentity
{
    /// <summary>The maximum depth to read, which is more than that of the writer.</summary>
    private const int MaximumDepth = 2000;

    /// <summary>Gets the hash of the body, without the callback address.</summary>
    public required string Hash { get; init; }

    /// <summary>Gets the hash that earlier versions compute, to continue their journals; null if it is the same.</summary>
    public string? EarlierHash { get; init; }

    public required string Model { get; init; }

    /// <summary>Gets the beginning of the prompt; null if there is none.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets short descriptions of the media inputs.</summary>
    public required IReadOnlyList<string> Media { get; init; }

    /// <summary>Gets the parameters that the service may echo.</summary>
    public required IReadOnlyDictionary<string, string> Sent { get; init; }

    /// <summary>Computes the identity of a request that was prepared with hashes.</summary>
    /// <exception cref="MeshVideoException">
    /// The request cannot be sent: a local file cannot be read, or a property cannot be written.
    /// </exception>
    public static RequestIdentity Create(PreparedRequest request, Redactor redactor)
    {
        request.ThrowIfUnsendable();
        IdentityEncoder encoder = new();
        using JsonDocument json = Write(request, encoder);
        JsonElement body = json.RootElement;
        using JsonDocument? earlier = encoder.DiffersFromEarlier
            ? Write(request, new IdentityEncoder(keepSignatures: true))
            : null;
        JsonElement[] items = body.Property("content") is { ValueKind: JsonValueKind.Array } content
            ? [.. content.EnumerateArray()]
            : [];
        string? Excerpt(string? text) => text is null ? null : JournalText.Create(text, redactor);

        Dictionary<string, string> sent = RequestTaskComparer.Read(body, redactor);
        foreach (JsonElement draft in items.Select(item => item.Property("draft_task").Property("id"))
            .Where(id => id.ValueKind == JsonValueKind.String))
        {
            sent[RequestFields.DraftTask.Name] = redactor.Redact(draft.AsText() ?? string.Empty);
        }

        return new RequestIdentity
        {
            Hash = ContentHash.Compute(CanonicalJson.Write(body)),
            EarlierHash = earlier is null ? null : ContentHash.Compute(CanonicalJson.Write(earlier.RootElement)),
            Model = redactor.Redact(body.Property("model").AsText() ?? string.Empty),
            Prompt = Excerpt(items.Select(item => item.Property("text").AsText()).FirstOrDefault(text => text is not null)),
            Media = [.. items.Select(item => Excerpt(Summarize(item))).OfType<string>()],
            Sent = sent,
        };
    }

    // The callback address can differ in each run, such as that of a tunnel. The batch must not be charged again because of that.
    private static JsonDocument Write(PreparedRequest request, IdentityEncoder encoder)
    {
        using MemoryStream stream = new();
        new RequestJsonWriter(stream, encoder) { OmittedField = "callback_url" }.Write(request);
        stream.Position = 0;
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MaximumDepth });
    }

    /// <returns>The description; null if the item is not a media input.</returns>
    private static string? Summarize(JsonElement item)
    {
        string? type = item.Property("type").AsText();
        string? url = type is null ? null : item.Property(type).Property("url").AsText();
        return url is null ? null : $"{item.Property("role").AsText() ?? type}: {url}";
    }
}
