using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace MeshVideo;

/// <summary>Converts JSON text to plain .NET values: text, numbers, Booleans, arrays and dictionaries.</summary>
public static class PlainJson
{
    /// <summary>Reads an object. Names keep their case, and integers keep all their digits.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="values">The properties by name; empty if the text is not a JSON object.</param>
    /// <returns>True if the text is a JSON object.</returns>
    public static bool TryReadObject(string text, out Dictionary<string, object?> values)
    {
        values = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            values = ToDictionary(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The text is not JSON, or contains an unpaired surrogate.
            return false;
        }
    }

    private static Dictionary<string, object?> ToDictionary(JsonElement element)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            values[property.Name] = ToValue(property.Value);
        }

        return values;
    }

    private static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => ToNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToArray(),
        JsonValueKind.Object => ToDictionary(element),
        _ => null,
    };

    private static object ToNumber(JsonElement element) =>
        element.TryGetInt64(out long whole) ? whole
        : element.TryGetUInt64(out ulong large) ? large
        : decimal.TryParse(
            element.GetRawText(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal exact) ? exact
        : element.GetDouble();
}
