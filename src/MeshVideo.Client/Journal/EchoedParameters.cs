using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;
using MeshVideo.Security;

namespace MeshVideo.Journal;

/// <summary>The fields of a request that the service may echo, as comparable texts by their names in the contract.</summary>
internal static class EchoedParameters
{
    /// <summary>Reads them from the body of a request.</summary>
    public static Dictionary<string, string> Read(JsonElement body, Redactor redactor)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in body.Properties())
        {
            if (name is not ("model" or "content") && Format(name, value.ToPlainValue()) is { } text && !IsServiceChoice(name, text))
            {
                parameters[name] = redactor.Redact(text);
            }
        }

        return parameters;
    }

    /// <summary>
    /// Whether the service echoes for a task what contradicts these parameters. What it does not echo contradicts nothing.
    /// </summary>
    public static bool Conflict(IReadOnlyDictionary<string, string> sent, VideoTask task)
    {
        return sent.Any(parameter => Differs(parameter.Key, parameter.Value))
            || RequestFields.All.Append(RequestFields.DraftTask).Any(field => field.Default is { } value && !sent.ContainsKey(field.Name) && Differs(field.Name, value));

        bool Differs(string name, string value) => Format(name, GetEcho(task, name)) is { } echo && !echo.Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsServiceChoice(string name, string text) => text.Equals(RequestFields.Find(name)?.ServiceChoice, StringComparison.OrdinalIgnoreCase);

    private static object? GetEcho(VideoTask task, string name) => RequestFields.Find(name) is { IsEchoed: true } field ? field.GetEcho(task)
        : name == "framespersecond" ? task.FramesPerSecond
        : task.AdditionalProperties.TryGetValue(name, out object? value) ? value
        : null;

    // The text of an unknown field may be anything, even a secret, so that its hash is kept.
    private static string? Format(string name, object? value) => value switch
    {
        string text => RequestFields.Find(name) is { IsEchoed: true } ? text : ContentHash.Compute(text),
        bool flag => flag ? "true" : "false",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };
}
