using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MeshVideo.Simulator.Http;

/// <summary>The response to a request, which an endpoint creates and a fault may change.</summary>
internal sealed class Response
{
    public required int Status { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public IContent Content { get; init; } = MemoryContent.Empty;

    /// <summary>The offset of the body in the content.</summary>
    public long Offset { get; init; }

    /// <summary>The length of the body; null for the whole content.</summary>
    public long? Count { get; init; }

    public long BodyLength => Count ?? Content.Length;

    public static Response Text(int status, string contentType, string text) =>
        new() { Status = status, ContentType = contentType, Content = new MemoryContent(Encoding.UTF8.GetBytes(text)) };

    public static Response Json(int status, Action<Utf8JsonWriter> body) =>
        new() { Status = status, ContentType = "application/json", Content = new MemoryContent(JsonText.Write(body)) };

    public Response WithRetryAfter(int seconds) => WithHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    public Response WithHeader(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
