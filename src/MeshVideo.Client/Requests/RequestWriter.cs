using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Json;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>Writes a request as the contract's create body, leaving a gap for each local file.</summary>
internal sealed class RequestWriter
{
    private readonly MemoryStream _stream;
    private readonly IBodyParts _parts;
    private readonly PlainValueWriter _values;

    public RequestWriter(MemoryStream stream, IBodyParts parts)
    {
        _stream = stream;
        _parts = parts;
        _values = new PlainValueWriter(parts.Text);
    }

    public bool IsIndented { get; init; }

    public List<RequestBody.MediaGap> Gaps { get; } = [];

    public async Task WriteAsync(VideoRequest request, CancellationToken cancellationToken)
    {
        // The body is JSON and nothing else, never part of a page: prompts stay readable in what -WhatIf shows.
        using Utf8JsonWriter json = new(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = IsIndented });
        json.WriteStartObject();
        Write(json, request, "model", request.Model);
        if (!request.AdditionalProperties.ContainsKey("content"))
        {
            json.WriteStartArray("content");
            await WriteContentAsync(json, request, cancellationToken).ConfigureAwait(false);
            json.WriteEndArray();
        }

        WriteOptions(json, request);
        foreach (KeyValuePair<string, object?> property in request.AdditionalProperties)
        {
            _values.Write(json, property.Key, property.Value);
        }

        json.WriteEndObject();
    }

    private async Task WriteContentAsync(Utf8JsonWriter json, VideoRequest request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Prompt))
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", _parts.Text(request.Prompt!));
            json.WriteEndObject();
        }

        foreach (MediaInput input in MediaInput.Of(request))
        {
            await WriteMediaAsync(json, input, cancellationToken).ConfigureAwait(false);
        }

        if (request.DraftTaskId is not null)
        {
            json.WriteStartObject();
            json.WriteString("type", "draft_task");
            json.WriteStartObject("draft_task");
            json.WriteString("id", request.DraftTaskId);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private async Task WriteMediaAsync(Utf8JsonWriter json, MediaInput input, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteString("type", input.ItemType);
        json.WriteStartObject(input.ItemType);
        MediaText media = await _parts.MediaAsync(input, cancellationToken).ConfigureAwait(false);
        json.WriteString("url", media.Text);
        if (media.File is { } file)
        {
            json.Flush();
            // The file's bytes belong before the closing quote.
            Gaps.Add(new RequestBody.MediaGap((int)_stream.Length - 1, file));
        }

        json.WriteEndObject();
        json.WriteString("role", input.Role);
        json.WriteEndObject();
    }

    private void WriteOptions(Utf8JsonWriter json, VideoRequest request)
    {
        Write(json, request, "callback_url", request.CallbackUrl);
        Write(json, request, "resolution", request.Resolution);
        Write(json, request, "ratio", request.Ratio);
        Write(json, request, "duration", request.Duration);
        Write(json, request, "frames", request.Frames);
        Write(json, request, "generate_audio", request.GenerateAudio);
        Write(json, request, "return_last_frame", request.ReturnLastFrame);
        Write(json, request, "seed", request.Seed);
        Write(json, request, "camera_fixed", request.CameraFixed);
        Write(json, request, "watermark", request.Watermark);
        Write(json, request, "draft", request.Draft);
        Write(json, request, "service_tier", request.ServiceTier);
        Write(json, request, "execution_expires_after", request.ExpiresAfterSec);
        Write(json, request, "priority", request.Priority);
        Write(json, request, "safety_identifier", request.SafetyIdentifier);
    }

    // A field of the caller's own takes the place of ours: a name stands in the body once.
    private void Write(Utf8JsonWriter json, VideoRequest request, string name, object? value)
    {
        if (value is not null && !request.AdditionalProperties.ContainsKey(name))
        {
            _values.Write(json, name, value);
        }
    }
}
