using System;
using System.Collections;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Takes a JSON object as a hashtable, as what ConvertFrom-Json makes of it, or as JSON text, such as a cell of a CSV file.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class JsonObjectArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputValue.Single(inputData);
        return value switch
        {
            null => null,
            Hashtable table => table,
            IDictionary table => FromTable(table),
            PSObject { BaseObject: PSCustomObject } json => FromObject(json),
            string text => FromText(text),
            _ => throw new ArgumentTransformationMetadataException($"{InputValue.Describe(value)} is not a hashtable, an object or JSON text."),
        };
    }

    private static Hashtable FromTable(IDictionary values)
    {
        // JSON minds case.
        Hashtable table = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in values)
        {
            table[entry.Key] = entry.Value;
        }

        return table;
    }

    private static Hashtable FromObject(PSObject json)
    {
        Hashtable table = new(StringComparer.Ordinal);
        foreach (PSPropertyInfo property in json.Properties)
        {
            table[property.Name] = property.Value;
        }

        return table;
    }

    private static Hashtable FromText(string text) => PlainJson.TryReadObject(text, out System.Collections.Generic.Dictionary<string, object?> values)
        ? FromTable(values)
        : throw new ArgumentTransformationMetadataException($"'{(text.Length > 60 ? text.Substring(0, 60) + "…" : text)}' is not a JSON object, such as {{\"name\": \"value\"}}.");
}
