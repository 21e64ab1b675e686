using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>One thing wrong with a request: what, where (names and indexes), and in words.</summary>
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
