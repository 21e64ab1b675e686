using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Reports;

/// <summary>Writes the properties of an entry, without those that have no value.</summary>
/// <param name="json">The writer, whose encoder must escape the characters of HTML.</param>
/// <param name="show">Makes a text safe to show.</param>
internal sealed class ReportValueWriter(Utf8JsonWriter json, Func<string, string> show)
{
    /// <summary>The maximum length of a text. A prompt of the advised length has at most about 7,000 characters.</summary>
    public const int MaximumTextLength = 10_000;

    public void Write(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, show(value!));
        }
    }

    public void Write(string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public void Write(string name, DateTimeOffset? value) => Write(name, (decimal?)value?.ToUnixTimeMilliseconds());

    public void WriteLink(string name, string folder, string? path)
    {
        if (path is not null)
        {
            json.WriteString(name, RelativeLink.Create(folder, path));
        }
    }

    public void Write(string name, IEnumerable<KeyValuePair<string, string>> pairs) => WriteArray(name, pairs, pair =>
    {
        json.WriteStartArray();
        json.WriteStringValue(show(pair.Key));
        json.WriteStringValue(show(pair.Value));
        json.WriteEndArray();
    });

    public void Write(string name, IEnumerable<string> items) =>
        WriteArray(name, items, item => json.WriteStringValue(show(item)));

    private void WriteArray<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        bool isStarted = false;
        foreach (T item in items)
        {
            if (!isStarted)
            {
                json.WriteStartArray(name);
                isStarted = true;
            }

            write(item);
        }

        if (isStarted)
        {
            json.WriteEndArray();
        }
    }
}
