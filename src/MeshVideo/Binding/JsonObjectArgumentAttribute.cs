using System;
using System.Collections;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Converts a dictionary, an object from ConvertFrom-Json, or JSON text, such as a cell of a CSV file, to a hashtable.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class JsonObjectArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ValueUnwrapper.ToScalar(inputData);
        return value switch
        {
            null => null,
            Hashtable table => table,
            IDictionary table => FromTable(table),
            PSObject { BaseObject: PSCustomObject } json => FromObject(json),
            string text => FromText(text),
            _ =>
                throw new ArgumentTransformationMetadataException(
                    $"{ValueUnwrapper.Describe(value)} is not a hashtable, an object or a JSON string."),
        };
    }

    private static Hashtable FromTable(IDictionary values)
    {
        // JSON names are case-sensitive.
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

    private static Hashtable FromText(string text) =>
        PlainJson.TryReadObject(text, out System.Collections.Generic.Dictionary<string, object?> values)
        ? FromTable(values)
        : throw new ArgumentTransformationMetadataException(
            $"'{(text.Length > 60 ? text.Substring(0, 60) + "…" : text)}' is not a JSON object, such as {{\"name\": \"value\"}}.");
}
