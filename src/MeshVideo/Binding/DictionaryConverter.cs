using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Converts hashtables, custom objects and lists to the dictionaries and arrays that the client writes as JSON.
/// </summary>
internal static class DictionaryConverter
{
    // The depth to which JSON is read. It also prevents an endless recursion if a hashtable contains itself.
    private const int MaximumDepth = 64;

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: too deep.</exception>
    public static Dictionary<string, object?> FromDictionary(IDictionary? table) => FromDictionary(table, depth: 0);

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: too deep.</exception>
    public static Dictionary<string, object?> FromObject(PSObject value) => FromObject(value, depth: 0);

    private static Dictionary<string, object?> FromDictionary(IDictionary? table, int depth)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            values[Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty] =
                ConvertValue(entry.Value, depth + 1);
        }

        return values;
    }

    private static Dictionary<string, object?> FromObject(PSObject value, int depth) =>
        value.Properties.ToDictionary(property => property.Name, property => ConvertValue(property.Value, depth + 1));

    private static object? ConvertValue(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidRequest,
                $"The object is nested more than {MaximumDepth} levels deep. Nothing was sent.");
        }

        object? unwrapped = ValueUnwrapper.Unwrap(value);
        return unwrapped switch
        {
            PSObject json => FromObject(json, depth),
            IDictionary table => FromDictionary(table, depth),
            string text => text,
            SwitchParameter flag => flag.IsPresent,
            IEnumerable items => items.Cast<object?>().Select(item => ConvertValue(item, depth + 1)).ToArray(),
            _ => unwrapped,
        };
    }
}
