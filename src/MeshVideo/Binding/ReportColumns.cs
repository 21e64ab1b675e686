using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using MeshVideo.Commands;

namespace MeshVideo.Binding;

/// <summary>Reads the columns of the row that a task was created from, as text.</summary>
internal static class ReportColumns
{
    private static readonly HashSet<string> RequestNames = new(
        typeof(NewMeshVideoCommand).GetProperties()
            .Where(property => property.GetCustomAttribute<ParameterAttribute>() is not null)
            .SelectMany(property =>
                (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Prepend(property.Name)),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the columns that have a value.</summary>
    /// <param name="source">The source of the task.</param>
    /// <returns>The names and values; none if the source is not a row, such as the text of a prompt.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(object? source)
    {
        if (source is null || PSObject.AsPSObject(source) is not { } row || !RowColumns.IsTabular(row))
        {
            return [];
        }

        return
        [
            .. from name in RowColumns.GetNames(row)
               where !name.Equals(nameof(ConnectedCommand.ApiKey), StringComparison.OrdinalIgnoreCase)
               let text = GetText(row, name)
               where text.Length > 0
               select new KeyValuePair<string, string>(name, text),
        ];
    }

    /// <summary>Gets the names of the columns that are parameters of a request.</summary>
    public static IReadOnlyList<string> GetRequestColumns(IEnumerable<KeyValuePair<string, string>> columns) =>
        [.. columns.Select(column => column.Key).Where(RequestNames.Contains)];

    private static string GetText(PSObject row, string name)
    {
        try
        {
            return Format(RowColumns.GetValue(row, name));
        }
        catch (RuntimeException)
        {
            // The getter of a property failed. The report is about the others too.
            return string.Empty;
        }
    }

    private static string Format(object? value) => (value is PSObject wrapper ? wrapper.BaseObject : value) switch
    {
        null or SecureString or PSCredential => string.Empty,
        string text => text,
        IEnumerable items and not IDictionary => string.Join(", ", items.Cast<object?>().Select(Format)),
        _ => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out string converted)
            ? converted
            : string.Empty,
    };
}
