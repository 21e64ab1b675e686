using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Journal;

/// <summary>
/// Writes JSON in a canonical form: names sorted, numbers in one form, no white space. The escaping is not that of a library,
/// because each runtime has to produce the same text. Otherwise a batch that was started with one runtime would be charged again
/// with another.
/// </summary>
internal static class CanonicalJson
{
    public static string Write(JsonElement json)
    {
        StringBuilder text = new();
        Write(text, json);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach ((string name, JsonElement value) in json.Properties()
                    .OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    Write(text, name);
                    text.Append(':');
                    Write(text, value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in json.EnumerateArray())
                {
                    Write(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Write(text, json.AsText() ?? string.Empty);
                break;
            case JsonValueKind.Number:
                text.Append(Number(json));
                break;
            default:
                text.Append(json.GetRawText());
                break;
        }
    }

    private static void Write(StringBuilder text, string value) =>
        text.Append('"').Append(value.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');

    // Writers format the same fraction with different digits.
    private static string Number(JsonElement json)
    {
        string raw = json.GetRawText();
        bool isWhole = raw.All(c => c is '-' or (>= '0' and <= '9'));
        return isWhole || !json.TryGetDouble(out double value) ? raw : value.ToString("R", CultureInfo.InvariantCulture);
    }
}
