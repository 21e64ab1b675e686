using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Json;
using MeshVideo.Requests;

namespace MeshVideo.Journal;

/// <summary>By what a request is recognised, and what people are told of it. It is taken from the very body that would be sent.</summary>
internal sealed class RequestIdentity
{
    /// <summary>More than the writer of the body allows itself.</summary>
    private const int MaximumDepth = 2000;

    /// <summary>The hash of all that would be sent, but for the address that the service shall call.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash that an earlier version gave the request, where that is another: its journals are finished with it.</summary>
    public string? EarlierHash { get; init; }

    public required string Model { get; init; }

    /// <summary>The beginning of the prompt, if there is one.</summary>
    public string? Prompt { get; init; }

    /// <summary>The media inputs in short.</summary>
    public required IReadOnlyList<string> Media { get; init; }

    /// <summary>The parameters that the service may echo.</summary>
    public required IReadOnlyDictionary<string, string> Sent { get; init; }

    /// <exception cref="MeshVideoException">The request cannot be sent: a file of it is not there, or a property cannot be written.</exception>
    public static async Task<RequestIdentity> CreateAsync(VideoRequest request, Redactor redactor, CancellationToken cancellationToken)
    {
        HashedParts parts = new();
        using JsonDocument json = await WriteAsync(request, parts, cancellationToken).ConfigureAwait(false);
        JsonElement body = json.RootElement;
        using JsonDocument? earlier = parts.DiffersFromEarlier
            ? await WriteAsync(request, new HashedParts(isWithLinks: true), cancellationToken).ConfigureAwait(false)
            : null;
        JsonElement[] items = body.Property("content") is { ValueKind: JsonValueKind.Array } content ? [.. content.EnumerateArray()] : [];
        string? Excerpt(string? text) => text is null ? null : JournalExcerpt.Create(text, redactor);

        Dictionary<string, string> sent = SentParameters.Of(body, redactor);
        foreach (JsonElement draft in items.Select(item => item.Property("draft_task").Property("id")).Where(id => id.ValueKind == JsonValueKind.String))
        {
            sent[SentParameters.DraftTaskId] = redactor.Redact(draft.AsText() ?? string.Empty);
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

    private static async Task<JsonDocument> WriteAsync(VideoRequest request, HashedParts parts, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new();
        await new RequestWriter(stream, parts).WriteAsync(WithoutCallback(request), cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MaximumDepth });
    }

    // A tunnel has another address at each run, and the same batch must not be paid for again because of it.
    private static VideoRequest WithoutCallback(VideoRequest request) => request with
    {
        CallbackUrl = null,
        AdditionalProperties = request.AdditionalProperties.Where(property => property.Key != "callback_url").ToDictionary(property => property.Key, property => property.Value),
    };

    /// <returns>Null for an item that is no medium.</returns>
    private static string? Summarize(JsonElement item)
    {
        string? type = item.Property("type").AsText();
        string? url = type is null ? null : item.Property(type).Property("url").AsText();
        return url is null ? null : $"{item.Property("role").AsText() ?? type}: {url}";
    }
}
