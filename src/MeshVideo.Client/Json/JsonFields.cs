using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>
/// Reads the fields of an object and keeps those that were not read. If a name occurs more than once, the last field counts.
/// </summary>
internal sealed class JsonFields
{
    private static readonly Dictionary<string, object?> None = [];

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);

    /// <param name="element">The object. An element of another kind has no fields.</param>
    public JsonFields(JsonElement element)
    {
        foreach ((string name, JsonElement value) in element.Properties())
        {
            _fields[name] = value;
        }
    }

    /// <summary>Reads a field and removes it.</summary>
    /// <returns>The value; an undefined element if the field does not exist.</returns>
    public JsonElement Take(string name)
    {
        if (!_fields.TryGetValue(name, out JsonElement value))
        {
            return default;
        }

        _fields.Remove(name);
        return value;
    }

    /// <summary>Gets the fields that were not taken, as plain values.</summary>
    public Dictionary<string, object?> GetRemaining()
    {
        if (_fields.Count == 0)
        {
            return None;
        }

        Dictionary<string, object?> remaining = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JsonElement> field in _fields)
        {
            remaining[field.Key] = field.Value.ToPlainValue();
        }

        return remaining;
    }
}
