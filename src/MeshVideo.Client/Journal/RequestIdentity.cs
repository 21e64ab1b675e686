using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;
using MeshVideo.Requests;
using MeshVideo.Security;

namespace MeshVideo.Journal;

/// <summary>
/// By what a request is recognised, and what people are told of it. It is taken from the very body that would be sent.
/// </summary>
internal sealed class RequestIdentity
{
    /// <summary>More than the writer of the body allows itself.</summary>
    private const int MaximumDepth = 2000;

    /// <summary>The hash of all that would be sent, but for the address that the service shall call.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// The hash that an earlier version gave the request, where that is another: its journals are finished with it.
    /// </summary>
    public string? EarlierHash { get; init; }

    public required string Model { get; init; }

    /// <summary>The beginning of the prompt, if there is one.</summary>
    public string? Prompt { get; init; }

    /// <summary>The media inputs in short.</summary>
    public required IReadOnlyList<string> Media { get; init; }

    /// <summary>The parameters that the service may echo.</summary>
    public required IReadOnlyDictionary<string, string> Sent { get; init; }

    /// <summary>Computes the identity of a request whose local files were hashed.</summary>
    /// <exception cref="MeshVideoException">
    /// The request cannot be sent: a local file cannot be read, or a property cannot be written.
    /// </exception>
    public static RequestIdentity Create(PreparedRequest request, Redactor redactor)
    {
        request.ThrowIfUnsendable();
        IdentityEncoder encoder = new();
        using JsonDocument json = Write(request, encoder);
        JsonElement body = json.RootElement;
        using JsonDocument? earlier = encoder.DiffersFromEarlier ? Write(request, new IdentityEncoder(keepSignatures: true)) : null;
        JsonElement[] items = body.Property("content") is { ValueKind: JsonValueKind.Array } content ? [.. content.EnumerateArray()] : [];
        string? Excerpt(string? text) => text is null ? null : JournalExcerpt.Create(text, redactor);

        Dictionary<string, string> sent = EchoedParameters.Read(body, redactor);
        foreach (JsonElement draft in items.Select(item => item.Property("draft_task").Property("id")).Where(id => id.ValueKind == JsonValueKind.String))
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

    // The address to call may differ in each run, as that of a tunnel does, and the batch must not be paid for again because of
    // that.
    private static JsonDocument Write(PreparedRequest request, IdentityEncoder encoder)
    {
        using MemoryStream stream = new();
        new RequestJsonWriter(stream, encoder) { OmittedField = "callback_url" }.Write(request);
        stream.Position = 0;
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MaximumDepth });
    }

    /// <returns>Null for an item that is no medium.</returns>
    private static string? Summarize(JsonElement item)
    {
        string? type = item.Property("type").AsText();
        string? url = type is null ? null : item.Property(type).Property("url").AsText();
        return url is null ? null : $"{item.Property("role").AsText() ?? type}: {url}";
    }
}
