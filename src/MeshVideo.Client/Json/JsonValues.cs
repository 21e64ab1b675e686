using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>Reads loosely typed JSON, and turns it into plain .NET values and back.</summary>
internal static class JsonValues
{
    /// <summary>What has more digits is no number of this service.</summary>
    private const int LongestNumber = 40;

    /// <summary>A property of an object; undefined where there is none or the element is no object.</summary>
    public static JsonElement Property(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out JsonElement value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            // Another property's name is no text.
            return element.Properties().LastOrDefault(property => property.Name == name).Value;
        }
    }

    /// <summary>The properties of an object; none where the element is no object.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Properties(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (NameOf(property) is { } name)
            {
                yield return (name, property.Value);
            }
        }
    }

    /// <summary>The items of an array; none where the element is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>Text, also of a number; nothing where the service sends something else: one odd field must not cost the whole task.</summary>
    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TextOf(element),
        JsonValueKind.Number when element.GetRawText() is { Length: <= LongestNumber } number => number,
        _ => null,
    };

    /// <summary>A whole number, also as text or with a fraction; nothing where it is something else.</summary>
    public static long? AsInt64(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when element.TryGetDouble(out double real) && Math.Abs(real) < 1e15 => (long)real,
        JsonValueKind.String when long.TryParse(TextOf(element), NumberStyles.Integer, CultureInfo.InvariantCulture, out long read) => read,
        _ => null,
    };

    /// <summary>A whole number that a duration or a count can be.</summary>
    public static int? AsInt32(this JsonElement element) => element.AsInt64() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>True or false; nothing where it is something else.</summary>
    public static bool? AsBoolean(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Seconds as a number or as text; nothing where it is neither, negative or absurd.</summary>
    public static TimeSpan? AsSeconds(this JsonElement element) =>
        double.TryParse(element.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>An absolute link, or nothing.</summary>
    public static Uri? AsUri(this JsonElement element) =>
        Uri.TryCreate(element.AsText(), UriKind.Absolute, out Uri? uri) ? uri : null;

    /// <summary>Text, number, true or false, array or dictionary: what a script can walk through.</summary>
    public static object? ToPlainValue(this JsonElement element) => element.ToPlainValue(static text => text);

    /// <summary>The same, with each text and name in it changed.</summary>
    public static object? ToPlainValue(this JsonElement element, Func<string, string> change) => element.ValueKind switch
    {
        JsonValueKind.String => TextOf(element) is { } text ? change(text) : null,
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole : element.TryGetDouble(out double real) ? real : element.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(item => item.ToPlainValue(change)).ToArray(),
        JsonValueKind.Object => ToDictionary(element, change),
        _ => null,
    };

    private static Dictionary<string, object?> ToDictionary(JsonElement element, Func<string, string> change)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonElement value) in element.Properties())
        {
            values[change(name)] = value.ToPlainValue(change);
        }

        return values;
    }

    // Half a character, or bytes that are none: such a text is taken for absent.
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
