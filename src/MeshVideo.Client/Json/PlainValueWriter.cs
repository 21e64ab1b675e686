using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>
/// Writes plain .NET values as JSON: text, numbers, Booleans, dates, lists and dictionaries. Other types are an error.
/// </summary>
/// <param name="encodeText">Converts each text before it is written.</param>
internal sealed class PlainValueWriter(Func<string, string> encodeText)
{
    /// <summary>Writes a property.</summary>
    public void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        WriteItem(json, name, value);
    }

    /// <summary>Writes a value.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The name of the property, for the message of an error.</param>
    /// <param name="value">The value.</param>
    public void WriteItem(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(encodeText(text));
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                json.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case double or float when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var real
                && (double.IsNaN(real) || double.IsInfinity(real)):
                throw new MeshVideoException(
                    MeshVideoErrorKind.InvalidRequest, $"The additional property '{name}' is {real.ToString(CultureInfo.InvariantCulture)}, which JSON cannot represent. Nothing was sent.");
            case double number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case IReadOnlyDictionary<string, object?> properties:
                WriteObject(json, properties);
                break;
            case IDictionary properties:
                WriteObject(json, properties.Keys.Cast<object>().Select(key => new KeyValuePair<string, object?>(
                    Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty, properties[key])));
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteItem(json, name, item);
                }

                json.WriteEndArray();
                break;
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            case Uri link:
                json.WriteStringValue(encodeText(link.OriginalString));
                break;
            case IConvertible or IFormattable:
                json.WriteStringValue(encodeText(Convert.ToString(value, CultureInfo.InvariantCulture)!));
                break;
            default:
                throw new MeshVideoException(
                    MeshVideoErrorKind.InvalidRequest,
                    $"The additional property '{name}' is a {value.GetType().Name}, which JSON cannot represent. "
                        + "Nothing was sent. Use text, numbers, Booleans, lists and dictionaries.");
        }
    }

    private void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        json.WriteStartObject();
        foreach (KeyValuePair<string, object?> property in properties)
        {
            Write(json, property.Key, property.Value);
        }

        json.WriteEndObject();
    }
}
