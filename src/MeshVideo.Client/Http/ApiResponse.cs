using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;

namespace MeshVideo.Http;

/// <summary>Represents a complete response of the API, in memory and with the API key removed.</summary>
internal sealed class ApiResponse
{
    /// <summary>The maximum length of a body in bytes. A page of 200 tasks is far shorter.</summary>
    public const int MaximumBodyLength = 32 * 1024 * 1024;

    /// <summary>
    /// The maximum number of JSON tokens. A page of 200 tasks has about 10,000. Parsed JSON takes far more memory than its text:
    /// an object of two bytes takes more than a hundred.
    /// </summary>
    private const int MaximumTokens = 200_000;

    private const int MaximumExcerptLength = 200;

    private readonly ArraySegment<byte> _body;

    public ApiResponse(HttpResponseMessage response, ArraySegment<byte> body, Redactor redactor)
    {
        StatusCode = (int)response.StatusCode;
        RequestId = response.Headers.TryGetValues("X-Request-Id", out IEnumerable<string>? ids)
            ? Excerpt(ids.First(), redactor)
            : null;
        MediaType = response.Content.Headers.ContentType?.MediaType is { } type ? Excerpt(type, redactor) : null;
        RetryAfter = Http.RetryAfter.Read(response);
        Date = response.Headers.Date;
        _body = redactor.RemoveKey(WithoutByteOrderMark(body));
    }

    /// <summary>Gets the error that ended the body early; null if the body is complete.</summary>
    public Exception? TruncationError { get; init; }

    /// <summary>Gets the version of the API that the request named; null if it named none.</summary>
    public string? RequestedVersion { get; init; }

    public int StatusCode { get; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    public bool IsRedirect => StatusCode is 301 or 302 or 303 or 307 or 308;

    public string? RequestId { get; }

    public string? MediaType { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets the time of the service's clock; null if the response has no date.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>Reads the body as a JSON object.</summary>
    /// <param name="expected">The expected content, for the message of an error.</param>
    /// <param name="allowArray">Whether a JSON array is allowed, too.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.InvalidResponse"/>: the body is something else.
    /// </exception>
    public JsonElement Read(string expected, bool allowArray = false)
    {
        try
        {
            JsonElement root = Parse();
            return root.ValueKind == JsonValueKind.Object || (allowArray && root.ValueKind == JsonValueKind.Array)
                ? root
                : throw CreateInvalidResponseException(expected, cause: null);
        }
        catch (JsonException exception)
        {
            // The message quotes the body, which can contain anything.
            throw CreateInvalidResponseException(
                expected,
                new JsonException(Redactor.Truncate(DisplayText.Sanitize(exception.Message), Redactor.MaximumTextLength)));
        }
    }

    /// <summary>Reads the body as JSON; an undefined element if it is not valid JSON.</summary>
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

    /// <summary>Shortens a value of the service, such as an id, and makes it safe to show.</summary>
    public static string Excerpt(string text, Redactor redactor) =>
        Redactor.Truncate(redactor.RedactForDisplay(text), MaximumExcerptLength);

    public MeshVideoException CreateInvalidResponseException(string expected, Exception? cause)
    {
        string found = _body.Count == 0 ? "an empty body" : MediaType ?? "a body without a content type";
        return new MeshVideoException(
            MeshVideoErrorKind.InvalidResponse,
            $"The response is not {expected} (HTTP {StatusCode}, {found}{(RequestId is null ? string.Empty : ", request " + RequestId)}). Check the base address and the proxy: a proxy may be intercepting the request.",
            cause)
        { StatusCode = StatusCode, RequestId = RequestId };
    }

    /// <returns>The root element; an undefined element if there are too many tokens.</returns>
    /// <exception cref="JsonException">The body is not valid JSON.</exception>
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
        body.AsSpan().StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF])
            ? new ArraySegment<byte>(body.Array!, body.Offset + 3, body.Count - 3)
            : body;

    private bool HasTooManyTokens()
    {
        // A token has at least one byte, so that nearly all bodies are too short to need counting.
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
