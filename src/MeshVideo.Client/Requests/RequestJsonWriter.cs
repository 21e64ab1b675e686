using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshVideo.Json;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>Writes a request as JSON, with a gap for each local file that the encoder sends.</summary>
internal sealed class RequestJsonWriter
{
    private readonly MemoryStream _stream;
    private readonly IRequestEncoder _encoder;
    private readonly PlainValueWriter _values;

    public RequestJsonWriter(MemoryStream stream, IRequestEncoder encoder)
    {
        _stream = stream;
        _encoder = encoder;
        _values = new PlainValueWriter(encoder.EncodeText);
    }

    public bool IsIndented { get; init; }

    /// <summary>Gets the name of a field to omit; null to write all fields.</summary>
    public string? OmittedField { get; init; }

    public List<RequestBody.MediaGap> Gaps { get; } = [];

    public void Write(PreparedRequest prepared)
    {
        VideoRequest request = prepared.Request;
        // The body is not embedded in HTML. Relaxed escaping keeps prompts readable in a preview.
        using Utf8JsonWriter json = new(
            _stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = IsIndented });
        json.WriteStartObject();
        Write(json, request, "model", request.Model);
        if (!request.ReplacesContent)
        {
            WriteContent(json, prepared);
        }

        foreach (RequestField field in RequestFields.All)
        {
            Write(json, request, field.Name, field.GetValue(request));
        }

        foreach (KeyValuePair<string, object?> property in request.AdditionalProperties)
        {
            if (property.Key != OmittedField)
            {
                _values.Write(json, property.Key, property.Value);
            }
        }

        json.WriteEndObject();
    }

    private void WriteContent(Utf8JsonWriter json, PreparedRequest prepared)
    {
        json.WriteStartArray("content");
        if (!string.IsNullOrEmpty(prepared.Request.Prompt))
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", _encoder.EncodeText(prepared.Request.Prompt!));
            json.WriteEndObject();
        }

        foreach (InspectedMedia media in prepared.Media)
        {
            WriteMedia(json, media);
        }

        if (prepared.Request.DraftTaskId is not null)
        {
            json.WriteStartObject();
            json.WriteString("type", "draft_task");
            json.WriteStartObject("draft_task");
            json.WriteString("id", prepared.Request.DraftTaskId);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteMedia(Utf8JsonWriter json, InspectedMedia media)
    {
        json.WriteStartObject();
        json.WriteString("type", media.Input.ItemType);
        json.WriteStartObject(media.Input.ItemType);
        EncodedMediaUrl encoded = _encoder.EncodeMedia(media);
        json.WriteString("url", encoded.Text);
        if (encoded.File is { } file)
        {
            json.Flush();
            // The position is before the closing quotation mark.
            Gaps.Add(new RequestBody.MediaGap((int)_stream.Length - 1, file));
        }

        json.WriteEndObject();
        json.WriteString("role", media.Input.Role);
        json.WriteEndObject();
    }

    // An additional property replaces the field of the same name.
    private void Write(Utf8JsonWriter json, VideoRequest request, string name, object? value)
    {
        if (value is not null && name != OmittedField && !request.AdditionalProperties.ContainsKey(name))
        {
            _values.Write(json, name, value);
        }
    }
}
