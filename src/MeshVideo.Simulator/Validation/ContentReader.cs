using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads and validates each content item separately.</summary>
internal static class ContentReader
{
    private static readonly string[] Types = ["text", "image_url", "video_url", "audio_url", "draft_task"];

    public static List<ContentItem> Read(JsonElement? content, Violations violations)
    {
        List<ContentItem> items = new();
        if (content is not { } array)
        {
            return items;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            violations.Add("list_type", "Input should be a valid list", "body", "content");
            return items;
        }

        int index = 0;
        bool isLone = array.EnumerateArray().Count(IsMedia) == 1;
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (ReadItem(element, index, isLone, violations) is { } item)
            {
                items.Add(item);
            }

            index++;
        }

        return items;
    }

    private static ContentItem? ReadItem(JsonElement element, int index, bool isLone, Violations violations)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            violations.Add("model_type", "Input should be an object", "body", "content", index);
            return null;
        }

        FieldReader fields = new(element, violations, "body", "content", index);
        string? type = fields.ReadRequired("type") is null ? null : fields.ReadOneOf("type", Types);
        ContentItem? item = type switch
        {
            "text" => new ContentItem(index, ContentType.Text) { Text = fields.ReadRequiredText("text") },
            "image_url" => Media(ContentType.Image, ContentRoles.FirstFrame, ContentRoles.LastFrame, ContentRoles.ReferenceImage),
            "video_url" => Media(ContentType.Video, ContentRoles.ReferenceVideo),
            "audio_url" => Media(ContentType.Audio, ContentRoles.ReferenceAudio),
            "draft_task" => Payload(type, "id") is { } id
                ? new ContentItem(index, ContentType.DraftTask) { DraftTaskId = id.GetString() }
                : null,
            _ => null,
        };
        if (type is not null)
        {
            fields.RejectUnknownFields();
        }

        return item;

        ContentItem? Media(ContentType contentType, params string[] roles)
        {
            // An image without a role is the first frame if it is the only one.
            string? role = isLone && contentType == ContentType.Image && fields.ReadAny("role") is null ? ContentRoles.FirstFrame
                : fields.ReadRequired("role") is null ? null
                : fields.ReadOneOf("role", roles);
            if (Payload(type!, "url") is not { } url)
            {
                return null;
            }

            if (!IsUrl(url))
            {
                fields.AddViolation(
                    "url_parsing", "Input should be an http(s) URL, a data URI or an asset:// address", type!, "url");
            }

            // An item without a valid role counts as media, so that one mistake causes only one message.
            return new ContentItem(index, contentType) { Role = role, Url = url };
        }

        JsonElement? Payload(string name, string member)
        {
            if (fields.ReadRequired(name) is not { } payload)
            {
                return null;
            }

            if (payload.ValueKind != JsonValueKind.Object)
            {
                fields.AddViolation("model_type", "Input should be an object", name);
                return null;
            }

            FieldReader inner = new(payload, violations, "body", "content", index, name);
            JsonElement? value = inner.ReadRequired(member);
            inner.RejectUnknownFields();
            if (value is null || value.Value.ValueKind == JsonValueKind.String)
            {
                return value;
            }

            inner.AddViolation("string_type", "Input should be a valid string", member);
            return null;
        }
    }

    private static bool IsMedia(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("type", out JsonElement type)
        && type.ValueKind == JsonValueKind.String
        && type.GetString() is ("image_url" or "video_url" or "audio_url");

    private static bool IsUrl(JsonElement url) =>
        DataUri.Is(url)
        || (Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? address)
            && address.Scheme is ("http" or "https" or "asset"));
}
