using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Turns PowerShell's tables, objects and lists into plain dictionaries and arrays, which the client writes as JSON.</summary>
internal static class PlainValues
{
    public static Dictionary<string, object?> FromTable(IDictionary? table)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            values[Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty] = From(entry.Value);
        }

        return values;
    }

    private static object? From(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            PSCustomObject => ((PSObject)value!).Properties.ToDictionary(property => property.Name, property => From(property.Value)),
            IDictionary table => FromTable(table),
            string text => text,
            SwitchParameter flag => flag.IsPresent,
            IEnumerable items => items.Cast<object?>().Select(From).ToArray(),
            _ => plain,
        };
    }
}
