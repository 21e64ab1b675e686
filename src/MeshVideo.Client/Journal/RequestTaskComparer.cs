using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;
using MeshVideo.Security;

namespace MeshVideo.Journal;

/// <summary>Compares the fields of a request with those that the service echoes in a task.</summary>
internal static class RequestTaskComparer
{
    /// <summary>Reads the fields from the body of a request, as comparable texts by their JSON names.</summary>
    public static Dictionary<string, string> Read(JsonElement body, Redactor redactor)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in body.Properties())
        {
            if (name is not ("model" or "content")
                && Format(name, value.ToPlainValue()) is { } text
                && !IsServiceChoice(name, text))
            {
                parameters[name] = redactor.Redact(text);
            }
        }

        return parameters;
    }

    /// <summary>
    /// Gets whether a value that the service echoes in a task differs from the request. Values that it does not echo are ignored.
    /// </summary>
    public static bool Conflict(IReadOnlyDictionary<string, string> sent, VideoTask task)
    {
        return sent.Any(parameter => Differs(parameter.Key, parameter.Value))
            || RequestFields.All.Append(RequestFields.DraftTask)
                .Any(field => field.Default is { } value && !sent.ContainsKey(field.Name) && Differs(field.Name, value));

        bool Differs(string name, string value) =>
            Format(name, GetEcho(task, name)) is { } echo && !echo.Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsServiceChoice(string name, string text) =>
        text.Equals(RequestFields.Find(name)?.ServiceChoice, StringComparison.OrdinalIgnoreCase);

    private static object? GetEcho(VideoTask task, string name) =>
        RequestFields.Find(name) is { IsEchoed: true } field ? field.GetEcho(task)
        : name == "framespersecond" ? task.FramesPerSecond
        : task.AdditionalProperties.TryGetValue(name, out object? value) ? value
        : null;

    // The text of an unknown field can be a secret, so only its hash is stored.
    private static string? Format(string name, object? value) => value switch
    {
        string text => RequestFields.Find(name) is { IsEchoed: true } ? text : ContentHash.Compute(text),
        bool flag => flag ? "true" : "false",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };
}
