using System;
using System.Collections;
using System.Data.SqlTypes;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace MeshVideo.Binding;

/// <summary>Unwraps the value of a cell or an argument.</summary>
internal static class ValueUnwrapper
{
    // Prevents an endless recursion if a list contains itself.
    private const int MaximumDepth = 16;

    /// <summary>
    /// Unwraps a single value. Null, a database NULL, white space and an empty list are no value; a list with one item is that
    /// item.
    /// </summary>
    /// <returns>The value, or null if there is none. A custom object remains a <see cref="PSObject"/>.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is a list of several items.</exception>
    public static object? ToScalar(object? value) => ToScalar(value, depth: 0);

    /// <summary>Determines whether a value is a list, but not a string or a dictionary.</summary>
    public static bool IsList(object? value) => value is IEnumerable and not (string or IDictionary);

    /// <summary>Removes the <see cref="PSObject"/> around a value, and returns null for the values that represent null.</summary>
    public static object? Unwrap(object? value)
    {
        object? unwrapped = value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;
        bool isNull = unwrapped is DBNull or INullable { IsNull: true }
            || (unwrapped is PSObject deserialized && deserialized.TypeNames.Contains("Deserialized.System.DBNull"));
        return isNull || unwrapped == AutomationNull.Value || unwrapped == NullString.Value ? null : unwrapped;
    }

    /// <summary>Describes a value in an error message by its text, or by its type if it has no text.</summary>
    public static string Describe(object value) => value switch
    {
        IDictionary => "A hashtable",
        PSObject => $"The object '{value}'",
        IConvertible or IFormattable => $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'",
        _ => $"A value of type {value.GetType().Name}",
    };

    private static object? ToScalar(object? value, int depth)
    {
        object? unwrapped = Unwrap(value);
        if (unwrapped is string text)
        {
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        if (!IsList(unwrapped))
        {
            return unwrapped;
        }

        object?[] items = [.. ((IEnumerable)unwrapped!).Cast<object?>().Take(2)];
        return items.Length switch
        {
            0 => null,
            1 when depth < MaximumDepth => ToScalar(items[0], depth + 1),
            _ => throw new ArgumentTransformationMetadataException("A single value is expected, but the value is a list."),
        };
    }
}
