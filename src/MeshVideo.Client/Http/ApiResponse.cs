using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;

namespace MeshVideo.Http;

/// <summary>A whole answer of the API, in memory, the key already cut out of it.</summary>
internal sealed class ApiResponse
{
    /// <summary>A page of 200 tasks is far below this; what is above it is no answer of this service.</summary>
    public const int MaximumBodyLength = 32 * 1024 * 1024;

    /// <summary>A page of 200 tasks has some ten thousand. Two bytes can become an object of some hundred, and a body has room for millions.</summary>
    private const int MaximumTokens = 200_000;

    private const int MaximumExcerptLength = 200;

    private readonly ArraySegment<byte> _body;

    public ApiResponse(HttpResponseMessage response, ArraySegment<byte> body, Redactor redactor)
    {
        StatusCode = (int)response.StatusCode;
        RequestId = response.Headers.TryGetValues("X-Request-Id", out IEnumerable<string>? ids) ? Excerpt(ids.First(), redactor) : null;
        MediaType = response.Content?.Headers.ContentType?.MediaType is { } type ? Excerpt(type, redactor) : null;
        RetryAfter = Http.RetryAfter.Read(response);
        Date = response.Headers.Date;
        _body = redactor.RemoveKey(WithoutByteOrderMark(body));
    }

    /// <summary>Why the body is not all of it, where it is not.</summary>
    public Exception? TruncationError { get; init; }

    public int StatusCode { get; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    public bool IsRedirect => StatusCode is 301 or 302 or 303 or 307 or 308;

    public string? RequestId { get; }

    public string? MediaType { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>What the service's clock showed.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>The body as the JSON object it should be.</summary>
    /// <param name="what">What it should be, in words.</param>
    /// <param name="mayBeArray">Whether an array will do.</param>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidResponse"/>: it is neither.</exception>
    public JsonElement Read(string what, bool mayBeArray = false)
    {
        try
        {
            JsonElement root = Parse();
            return root.ValueKind == JsonValueKind.Object || (mayBeArray && root.ValueKind == JsonValueKind.Array) ? root : throw Invalid(what, cause: null);
        }
        catch (JsonException exception)
        {
            // It quotes what it found, which may be anything.
            throw Invalid(what, new JsonException(Redactor.Shorten(DisplayText.Sanitize(exception.Message), Redactor.MaximumTextLength)));
        }
    }

    /// <summary>The body as JSON; undefined where that is not what it is.</summary>
    public JsonElement TryRead()
    {
        try
        {
            return Parse();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>What should be one word of the service, such as an id, as it may stand in a text.</summary>
    public static string Excerpt(string word, Redactor redactor) => Redactor.Shorten(redactor.RedactForDisplay(word), MaximumExcerptLength);

    public MeshVideoException Invalid(string what, Exception? cause)
    {
        string found = _body.Count == 0 ? "an empty body" : MediaType ?? "a body of no stated type";
        return new MeshVideoException(
            MeshVideoErrorKind.InvalidResponse,
            $"The service's answer is not {what} (HTTP {StatusCode}, {found}{(RequestId is null ? string.Empty : ", request " + RequestId)}). If that lasts, something between here and the service answers in its place: check the base address and the proxy.",
            cause)
        { StatusCode = StatusCode, RequestId = RequestId };
    }

    /// <returns>The root; undefined where there are too many tokens.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    private JsonElement Parse()
    {
        if (HasTooManyTokens())
        {
            return default;
        }

        using JsonDocument document = JsonDocument.Parse(_body);
        return document.RootElement.Clone();
    }

    private static ArraySegment<byte> WithoutByteOrderMark(ArraySegment<byte> body) =>
        body.AsSpan().StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF]) ? new ArraySegment<byte>(body.Array!, body.Offset + 3, body.Count - 3) : body;

    private bool HasTooManyTokens()
    {
        // None is shorter than a byte: nearly every body is too short to be counted.
        if (_body.Count <= MaximumTokens)
        {
            return false;
        }

        Utf8JsonReader reader = new(_body.AsSpan());
        int tokens = 0;
        while (tokens <= MaximumTokens && reader.Read())
        {
            tokens++;
        }

        return tokens > MaximumTokens;
    }
}
