using System;
using System.Collections;
using System.Data.SqlTypes;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace MeshVideo.Binding;

/// <summary>What a cell of a row, or an argument, holds: nothing, or a plain value.</summary>
internal static class InputValue
{
    // A list that holds itself has no end.
    private const int MaximumDepth = 16;

    /// <summary>
    /// Takes the wrappers off a value. Nothing is given by null, NULL of a database, text without a visible character and an empty list; a
    /// list of one is its item.
    /// </summary>
    /// <returns>The value, or null where nothing is given. An object of PowerShell's own stays a <see cref="PSObject"/>.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">A list of several, where one value is expected.</exception>
    public static object? Single(object? value) => Single(value, depth: 0);

    /// <summary>Whether a value is a list, not a text or a table.</summary>
    public static bool IsList(object? value) => value is IEnumerable and not (string or IDictionary);

    /// <summary>Takes PowerShell's wrapper off a value, and null for what stands for it.</summary>
    public static object? Plain(object? value)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        bool isNull = plain is DBNull or INullable { IsNull: true } || (plain is PSObject saved && saved.TypeNames.Contains("Deserialized.System.DBNull"));
        return isNull || plain == AutomationNull.Value || plain == NullString.Value ? null : plain;
    }

    /// <summary>How an error shows a value: its text where it has one, else its type.</summary>
    public static string Describe(object value) => value switch
    {
        IDictionary => "A table",
        PSObject => $"The object '{value}'",
        IConvertible or IFormattable => $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'",
        _ => $"A value of type {value.GetType().Name}",
    };

    private static object? Single(object? value, int depth)
    {
        object? plain = Plain(value);
        if (plain is string text)
        {
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        if (!IsList(plain))
        {
            return plain;
        }

        object?[] items = [.. ((IEnumerable)plain!).Cast<object?>().Take(2)];
        return items.Length switch
        {
            0 => null,
            1 when depth < MaximumDepth => Single(items[0], depth + 1),
            _ => throw new ArgumentTransformationMetadataException("A list of several values was given; one value is expected."),
        };
    }
}
