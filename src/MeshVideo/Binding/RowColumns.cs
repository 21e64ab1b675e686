using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>The columns of a row: the properties of an object, such as a CSV or database row, or the keys of a hashtable.</summary>
internal static class RowColumns
{
    /// <summary>The rows of what came along the pipeline: an array of objects is that many rows.</summary>
    /// <remarks>Windows PowerShell's ConvertFrom-Json emits an array as one object.</remarks>
    public static IEnumerable<PSObject?> Rows(PSObject? input) => input?.BaseObject is IList and not (IDictionary or byte[]) and IEnumerable items
        ? items.OfType<object>().Select(PSObject.AsPSObject)
        : [input];

    /// <summary>The names of the columns; a text or a task has none.</summary>
    public static IEnumerable<string> Names(PSObject row) => row.BaseObject is IDictionary table
        ? table.Keys.OfType<object>().Select(key => Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture)!)
        : row.Properties.Select(property => property.Name);

    /// <summary>Whether columns that no parameter has are worth a look: those of typed objects mean something else.</summary>
    public static bool IsTable(PSObject row) => row.BaseObject is PSCustomObject or IDictionary or System.Data.DataRow or System.Data.DataRowView;

    /// <summary>The value of a column; null where there is no such column.</summary>
    /// <exception cref="GetValueException">The property has code that failed.</exception>
    public static object? Value(PSObject row, string name)
    {
        if (row.BaseObject is not IDictionary table)
        {
            return row.Properties[name]?.Value;
        }

        object? key = table.Keys.OfType<object>().FirstOrDefault(key => key is string text && text.Equals(name, StringComparison.OrdinalIgnoreCase));
        return key is null ? null : table[key];
    }
}
