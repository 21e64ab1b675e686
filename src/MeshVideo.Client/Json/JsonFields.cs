using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>The fields of an object, each taken out by who knows it; the rest is kept for the user. The last one of a name counts.</summary>
internal sealed class JsonFields
{
    private static readonly Dictionary<string, object?> None = [];

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);

    /// <param name="element">The object; what is none has no fields.</param>
    public JsonFields(JsonElement element)
    {
        foreach ((string name, JsonElement value) in element.Properties())
        {
            _fields[name] = value;
        }
    }

    /// <summary>Takes a field out; undefined where there is none.</summary>
    public JsonElement Read(string name)
    {
        if (!_fields.TryGetValue(name, out JsonElement value))
        {
            return default;
        }

        _fields.Remove(name);
        return value;
    }

    /// <summary>What was not taken, as plain values.</summary>
    public Dictionary<string, object?> Remaining()
    {
        if (_fields.Count == 0)
        {
            return None;
        }

        Dictionary<string, object?> rest = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JsonElement> field in _fields)
        {
            rest[field.Key] = field.Value.ToPlainValue();
        }

        return rest;
    }
}
