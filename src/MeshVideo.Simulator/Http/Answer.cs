using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MeshVideo.Simulator.Http;

/// <summary>What is to be sent back: decided by an endpoint, perhaps spoilt by a fault, then written.</summary>
internal sealed class Answer
{
    public required int Status { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public IContent Content { get; init; } = MemoryContent.Empty;

    /// <summary>Where in the content the body begins.</summary>
    public long Offset { get; init; }

    /// <summary>How much of the content the body holds; null for all of it.</summary>
    public long? Count { get; init; }

    public long BodyLength => Count ?? Content.Length;

    public static Answer Text(int status, string contentType, string text) =>
        new() { Status = status, ContentType = contentType, Content = new MemoryContent(Encoding.UTF8.GetBytes(text)) };

    public static Answer Json(int status, Action<Utf8JsonWriter> body) =>
        new() { Status = status, ContentType = "application/json", Content = new MemoryContent(JsonText.Write(body)) };

    public Answer RetryAfter(int seconds) => With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
