using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
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
            IDictionary table => CreateTable(table),
            PSObject { BaseObject: PSCustomObject } json =>
                CreateTable(json.Properties.ToDictionary(property => property.Name, property => property.Value)),
            string text => FromText(text),
            _ =>
                throw new ArgumentTransformationMetadataException(
                    $"{ValueUnwrapper.Describe(value)} is not a hashtable, an object or a JSON string."),
        };
    }

    // JSON names are case-sensitive.
    private static Hashtable CreateTable(IDictionary values) => new(values, StringComparer.Ordinal);

    private static Hashtable FromText(string text) =>
        PlainJson.TryReadObject(text, out Dictionary<string, object?> values)
        ? CreateTable(values)
        : throw new ArgumentTransformationMetadataException(
            $"'{(text.Length > 60 ? text.Substring(0, 60) + "…" : text)}' is not a JSON object, such as {{\"name\": \"value\"}}.");
}
