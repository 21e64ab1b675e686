using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>Reads the fields of a JSON object and collects their violations. Null counts as absent.</summary>
internal sealed class FieldReader(JsonElement owner, Violations violations, params IReadOnlyList<object> location)
{
    private readonly HashSet<string> _readNames = [];

    public JsonElement? ReadAny(string name)
    {
        _readNames.Add(name);
        return owner.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public JsonElement? ReadRequired(string name)
    {
        if (ReadAny(name) is { } value)
        {
            return value;
        }

        AddViolation("missing", "Field required", name);
        return null;
    }

    public string? ReadText(string name) => AsText(name, ReadAny(name));

    public string? ReadRequiredText(string name) => AsText(name, ReadRequired(name));

    public string? ReadOneOf(string name, params IReadOnlyCollection<string> choices)
    {
        if (ReadText(name) is not { } value)
        {
            return null;
        }

        if (choices.Contains(value))
        {
            return value;
        }

        AddViolation("literal_error", $"Input should be one of {string.Join(", ", choices)}", name);
        return null;
    }

    public bool? ReadBoolean(string name)
    {
        if (ReadAny(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        AddViolation("bool_type", "Input should be a valid boolean", name);
        return null;
    }

    public long? ReadInteger(string name, long minimum, long maximum)
    {
        if (ReadAny(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number))
        {
            AddViolation("int_type", "Input should be a valid integer", name);
        }
        else if (number < minimum)
        {
            AddViolation("greater_than_equal", $"Input should be greater than or equal to {minimum}", name);
        }
        else if (number > maximum)
        {
            AddViolation("less_than_equal", $"Input should be less than or equal to {maximum}", name);
        }
        else
        {
            return number;
        }

        return null;
    }

    /// <summary>Adds a violation for each field that has not been read and is not otherwise permitted.</summary>
    public void RejectUnknownFields(Func<string, bool>? tolerated = null)
    {
        foreach (JsonProperty property in owner.EnumerateObject())
        {
            if (!_readNames.Contains(property.Name) && tolerated?.Invoke(property.Name) != true)
            {
                AddViolation("extra_forbidden", "Extra inputs are not permitted", property.Name);
            }
        }
    }

    public void AddViolation(string type, string message, params IReadOnlyList<object> name) =>
        violations.Add(type, message, [.. location, .. name]);

    private string? AsText(string name, JsonElement? value)
    {
        if (value is null || value.Value.ValueKind == JsonValueKind.String)
        {
            return value?.GetString();
        }

        AddViolation("string_type", "Input should be a valid string", name);
        return null;
    }
}
