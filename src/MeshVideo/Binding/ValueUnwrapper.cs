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
    // Prevents an endless loop if a list contains itself.
    private const int MaximumDepth = 16;

    /// <summary>
    /// Unwraps a single value. Null, a database NULL, white space and an empty list are no value; a list with one item is that
    /// item.
    /// </summary>
    /// <returns>The value, or null if there is none. A custom object remains a <see cref="PSObject"/>.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is a list of several items.</exception>
    public static object? ToScalar(object? value)
    {
        for (int depth = 0; depth <= MaximumDepth; depth++)
        {
            object? unwrapped = Unwrap(value);
            if (!IsList(unwrapped))
            {
                return unwrapped is string text && string.IsNullOrWhiteSpace(text) ? null : unwrapped;
            }

            object?[] items = [.. ((IEnumerable)unwrapped!).Cast<object?>().Take(2)];
            value = items.FirstOrDefault();
            if (items.Length > 1)
            {
                break;
            }
        }

        throw new ArgumentTransformationMetadataException("A single value is expected, but the value is a list.");
    }

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
}
