using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo;

/// <summary>Removes the queries of links from plain values, such as those of JSON.</summary>
internal static class PlainValueRedactor
{
    /// <summary>Copies a dictionary without the queries of the links in it.</summary>
    public static IReadOnlyDictionary<string, object?> RemoveQueries(IReadOnlyDictionary<string, object?> values)
    {
        IEqualityComparer<string> comparer =
            values is Dictionary<string, object?> dictionary ? dictionary.Comparer : StringComparer.Ordinal;
        return values.ToDictionary(pair => pair.Key, pair => RemoveQueries(pair.Value), comparer);
    }

    private static object? RemoveQueries(object? value) => value switch
    {
        string text => Redactor.RemoveQueries(text),
        Uri link => Redactor.RemoveQueries(link.OriginalString),
        IReadOnlyDictionary<string, object?> values => RemoveQueries(values),
        IDictionary => value,
        IEnumerable items => items.Cast<object?>().Select(RemoveQueries).ToArray(),
        _ => value,
    };
}
