using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the fields of a JSON object and collects their violations. Null counts as absent.</summary>
internal sealed class FieldReader(JsonElement owner, Violations violations, params IReadOnlyList<object> location)
{
    private readonly HashSet<string> _known = [];

    public JsonElement? Any(string name)
    {
        _known.Add(name);
        return owner.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public JsonElement? Required(string name)
    {
        if (Any(name) is { } value)
        {
            return value;
        }

        Note("missing", "Field required", name);
        return null;
    }

    public string? Text(string name) => AsText(name, Any(name));

    public string? RequiredText(string name) => AsText(name, Required(name));

    public string? OneOf(string name, params IReadOnlyCollection<string> choices)
    {
        if (Text(name) is not { } value)
        {
            return null;
        }

        if (choices.Contains(value))
        {
            return value;
        }

        Note("literal_error", $"Input should be one of {string.Join(", ", choices)}", name);
        return null;
    }

    public bool? Flag(string name)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Note("bool_type", "Input should be a valid boolean", name);
        return null;
    }

    public long? Integer(string name, long minimum, long maximum)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number))
        {
            Note("int_type", "Input should be a valid integer", name);
        }
        else if (number < minimum)
        {
            Note("greater_than_equal", $"Input should be greater than or equal to {minimum}", name);
        }
        else if (number > maximum)
        {
            Note("less_than_equal", $"Input should be less than or equal to {maximum}", name);
        }
        else
        {
            return number;
        }

        return null;
    }

    /// <summary>Adds a violation for each field that has not been read and is not otherwise permitted.</summary>
    public void RefuseOthers(Func<string, bool>? tolerated = null)
    {
        foreach (JsonProperty property in owner.EnumerateObject())
        {
            if (!_known.Contains(property.Name) && tolerated?.Invoke(property.Name) != true)
            {
                Note("extra_forbidden", "Extra inputs are not permitted", property.Name);
            }
        }
    }

    public void Note(string type, string message, params IReadOnlyList<object> name) =>
        violations.Add(type, message, [.. location, .. name]);

    private string? AsText(string name, JsonElement? value)
    {
        if (value is null || value.Value.ValueKind == JsonValueKind.String)
        {
            return value?.GetString();
        }

        Note("string_type", "Input should be a valid string", name);
        return null;
    }
}
