using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>A violation of a rule: its type, its location (names and indexes), and a message.</summary>
internal sealed record Violation(string Type, string Message, IReadOnlyList<object> Location)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteStartArray("loc");
        foreach (object step in Location)
        {
            if (step is int index)
            {
                json.WriteNumberValue(index);
            }
            else
            {
                json.WriteStringValue((string)step);
            }
        }

        json.WriteEndArray();
        json.WriteString("msg", Message);
        json.WriteEndObject();
    }
}
