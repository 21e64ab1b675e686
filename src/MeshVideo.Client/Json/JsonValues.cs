using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>Reads loosely typed JSON and converts it to plain .NET values.</summary>
internal static class JsonValues
{
    /// <summary>The service sends no longer numbers.</summary>
    private const int MaximumNumberLength = 40;

    /// <summary>
    /// Gets a property of an object; an undefined element if the property does not exist or the element is not an object.
    /// </summary>
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
            // The name of another property has an unpaired surrogate or invalid UTF-8.
            return element.Properties().LastOrDefault(property => property.Name == name).Value;
        }
    }

    /// <summary>Gets the properties of an object; none if the element is not an object.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Properties(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (GetName(property) is { } name)
            {
                yield return (name, property.Value);
            }
        }
    }

    /// <summary>Gets the items of an array; none if the element is not an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>
    /// Gets a text or the text of a number; null for other kinds, so that one unexpected field does not fail the whole task.
    /// </summary>
    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => GetText(element),
        JsonValueKind.Number when element.GetRawText() is { Length: <= MaximumNumberLength } number => number,
        _ => null,
    };

    /// <summary>Gets an integer, also from text or from a number with a fraction; null for other values.</summary>
    public static long? AsInt64(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when element.TryGetDouble(out double number) && Math.Abs(number) < 1e15 => (long)number,
        JsonValueKind.String when long.TryParse(
            GetText(element), NumberStyles.Integer, CultureInfo.InvariantCulture, out long read) =>
            read,
        _ => null,
    };

    /// <summary>Gets an integer of 32 bits; null for other values.</summary>
    public static int? AsInt32(this JsonElement element) =>
        element.AsInt64() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>Gets a decimal number, also from text; null for other values.</summary>
    public static decimal? AsDecimal(this JsonElement element) =>
        decimal.TryParse(element.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>Gets a Boolean; null for other kinds.</summary>
    public static bool? AsBoolean(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>
    /// Gets a duration from seconds as a number or as text; null if the value is negative, too large or of another kind.
    /// </summary>
    public static TimeSpan? AsSeconds(this JsonElement element) =>
        double.TryParse(element.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Gets an absolute URI; null for other values.</summary>
    public static Uri? AsUri(this JsonElement element) =>
        Uri.TryCreate(element.AsText(), UriKind.Absolute, out Uri? uri) ? uri : null;

    /// <summary>Converts an element to a text, number, Boolean, array or dictionary.</summary>
    public static object? ToPlainValue(this JsonElement element) => element.ToPlainValue(static text => text);

    /// <summary>Converts an element to a plain value, with each text and name transformed.</summary>
    public static object? ToPlainValue(this JsonElement element, Func<string, string> transform) => element.ValueKind switch
    {
        JsonValueKind.String => GetText(element) is { } text ? transform(text) : null,
        JsonValueKind.Number =>
            element.TryGetInt64(out long whole)
                ? (object)whole
                : element.TryGetDouble(out double number)
                ? number
                : element.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(item => item.ToPlainValue(transform)).ToArray(),
        JsonValueKind.Object => ToDictionary(element, transform),
        _ => null,
    };

    private static Dictionary<string, object?> ToDictionary(JsonElement element, Func<string, string> transform)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonElement value) in element.Properties())
        {
            values[transform(name)] = value.ToPlainValue(transform);
        }

        return values;
    }

    // A text with an unpaired surrogate or invalid UTF-8 counts as absent.
    private static string? GetText(JsonElement element)
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

    private static string? GetName(JsonProperty property)
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
