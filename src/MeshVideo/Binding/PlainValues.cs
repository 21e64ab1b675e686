using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Turns PowerShell's tables, objects and lists into plain dictionaries and arrays, which the client writes as JSON.</summary>
internal static class PlainValues
{
    // As deep as JSON is read. A table that holds itself has no end.
    private const int MaximumDepth = 64;

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: too deep.</exception>
    public static Dictionary<string, object?> FromTable(IDictionary? table) => FromTable(table, depth: 0);

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.InvalidRequest"/>: too deep.</exception>
    public static Dictionary<string, object?> FromObject(PSObject value) => FromObject(value, depth: 0);

    private static Dictionary<string, object?> FromTable(IDictionary? table, int depth)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            values[Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty] = From(entry.Value, depth + 1);
        }

        return values;
    }

    private static Dictionary<string, object?> FromObject(PSObject value, int depth) =>
        value.Properties.ToDictionary(property => property.Name, property => From(property.Value, depth + 1));

    private static object? From(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new MeshVideoException(MeshVideoErrorKind.InvalidRequest, $"The table goes more than {MaximumDepth} levels deep. Nothing was sent.");
        }

        object? plain = InputValue.Plain(value);
        return plain switch
        {
            PSObject json => FromObject(json, depth),
            IDictionary table => FromTable(table, depth),
            string text => text,
            SwitchParameter flag => flag.IsPresent,
            IEnumerable items => items.Cast<object?>().Select(item => From(item, depth + 1)).ToArray(),
            _ => plain,
        };
    }
}
