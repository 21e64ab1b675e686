using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Reads the columns of a row: the properties of an object, such as a CSV or database row, or the keys of a hashtable.
/// </summary>
internal static class RowColumns
{
    /// <summary>Gets the rows of an input object. Each item of an array is a row.</summary>
    /// <remarks>In Windows PowerShell, ConvertFrom-Json emits an array as one object.</remarks>
    public static IEnumerable<PSObject?> GetRows(PSObject? input) =>
        input?.BaseObject is IList and not (IDictionary or byte[]) and IEnumerable items
        ? items.OfType<object>().Select(PSObject.AsPSObject)
        : [input];

    /// <summary>Gets the names of the columns.</summary>
    public static IEnumerable<string> GetNames(PSObject row) => row.BaseObject is IDictionary table
        ? table.Keys.OfType<object>().Select(key => Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture)!)
        : row.Properties.Select(property => property.Name);

    /// <summary>
    /// Determines whether the row comes from a table. The properties of other objects are not meant as parameters.
    /// </summary>
    public static bool IsTabular(PSObject row) =>
        row.BaseObject is PSCustomObject or IDictionary or System.Data.DataRow or System.Data.DataRowView;

    /// <summary>Gets the value of a column, or null if the column does not exist.</summary>
    /// <exception cref="GetValueException">The getter of the property failed.</exception>
    public static object? GetValue(PSObject row, string name) =>
        row.BaseObject is IDictionary table ? GetValue(table, name) : row.Properties[name]?.Value;

    /// <summary>Gets the value of a key, or null if the key does not exist.</summary>
    public static object? GetValue(IDictionary table, string name) =>
        table.Keys.OfType<string>().FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } key
            ? table[key]
            : null;
}
