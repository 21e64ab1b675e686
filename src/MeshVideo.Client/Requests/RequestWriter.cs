using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>Writes a request as the contract's create body, leaving a gap for each local file.</summary>
internal sealed class RequestWriter
{
    private readonly MemoryStream _stream;

    public RequestWriter(MemoryStream stream) => _stream = stream;

    public List<RequestBody.MediaGap> Gaps { get; } = [];

    public async Task WriteAsync(VideoRequest request, CancellationToken cancellationToken)
    {
        // The body is JSON and nothing else, never part of a page: prompts stay readable in what -WhatIf shows.
        using Utf8JsonWriter json = new(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("model", request.Model);
        json.WriteStartArray("content");
        await WriteContentAsync(json, request, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        WriteOptions(json, request);
        foreach (KeyValuePair<string, object?> property in request.AdditionalProperties)
        {
            json.WritePropertyName(property.Key);
            WriteValue(json, property.Value);
        }

        json.WriteEndObject();
    }

    private async Task WriteContentAsync(Utf8JsonWriter json, VideoRequest request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Prompt))
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", request.Prompt);
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
        if (input.Source.Url is { } url)
        {
            json.WriteString("url", url);
        }
        else
        {
            MediaFile file = await MediaFile.OpenAsync(input, cancellationToken).ConfigureAwait(false);
            json.WriteString("url", file.DataUriPrefix);
            json.Flush();
            // The file's bytes belong before the closing quote.
            Gaps.Add(new RequestBody.MediaGap((int)_stream.Length - 1, file));
        }

        json.WriteEndObject();
        json.WriteString("role", input.Role);
        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, VideoRequest request)
    {
        Write(json, "callback_url", request.CallbackUrl);
        Write(json, "resolution", request.Resolution);
        Write(json, "ratio", request.Ratio);
        Write(json, "duration", request.Duration);
        Write(json, "frames", request.Frames);
        Write(json, "generate_audio", request.GenerateAudio);
        Write(json, "return_last_frame", request.ReturnLastFrame);
        Write(json, "seed", request.Seed);
        Write(json, "camera_fixed", request.CameraFixed);
        Write(json, "watermark", request.Watermark);
        Write(json, "draft", request.Draft);
        Write(json, "service_tier", request.ServiceTier);
        Write(json, "execution_expires_after", request.ExpiresAfterSec);
        Write(json, "priority", request.Priority);
        Write(json, "safety_identifier", request.SafetyIdentifier);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double or float or decimal or uint or ulong:
                json.WriteNumberValue(Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, object?> properties:
                json.WriteStartObject();
                foreach (KeyValuePair<string, object?> property in properties)
                {
                    json.WritePropertyName(property.Key);
                    WriteValue(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
