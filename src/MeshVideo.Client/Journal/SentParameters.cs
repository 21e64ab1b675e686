using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Journal;

/// <summary>The parameters of a request that the service may echo, as comparable texts by their names in the contract.</summary>
internal static class SentParameters
{
    public const string DraftTaskId = "draft_task_id";

    /// <summary>What the contract says of a task whose request left these out.</summary>
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["draft"] = "false",
        [DraftTaskId] = string.Empty,
        ["execution_expires_after"] = "172800",
        ["safety_identifier"] = string.Empty,
        ["service_tier"] = "default",
    };

    /// <summary>Takes them from a request's body.</summary>
    public static Dictionary<string, string> Of(JsonElement body, Redactor redactor)
    {
        Dictionary<string, string> sent = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in body.Properties())
        {
            if (name is not ("model" or "content" or "callback_url") && Text(name, value.ToPlainValue()) is { } text && !IsServicesChoice(name, text))
            {
                sent[name] = redactor.Redact(text);
            }
        }

        return sent;
    }

    /// <summary>Whether the service says of a task what cannot be of one with these parameters. What it does not say contradicts nothing.</summary>
    public static bool Contradict(IReadOnlyDictionary<string, string> sent, VideoTask task)
    {
        bool Differs(string name, string value) => Text(name, Echo(task, name)) is { } echo && !echo.Equals(value, StringComparison.OrdinalIgnoreCase);

        foreach (KeyValuePair<string, string> parameter in sent)
        {
            if (Differs(parameter.Key, parameter.Value))
            {
                return true;
            }
        }

        foreach (KeyValuePair<string, string> parameter in Defaults)
        {
            if (!sent.ContainsKey(parameter.Key) && Differs(parameter.Key, parameter.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Left to the service, which echoes what it chose.</summary>
    private static bool IsServicesChoice(string name, string text) => (name, text) switch
    {
        ("seed" or "duration", "-1") => true,
        ("ratio", _) => text.Equals("adaptive", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static object? Echo(VideoTask task, string name) => name switch
    {
        "seed" => task.Seed,
        "resolution" => task.Resolution,
        "ratio" => task.Ratio,
        "duration" => task.Duration,
        "frames" => task.Frames,
        "framespersecond" => task.FramesPerSecond,
        "generate_audio" => task.GenerateAudio,
        "safety_identifier" => task.SafetyIdentifier,
        "priority" => task.Priority,
        "draft" => task.Draft,
        DraftTaskId => task.DraftTaskId,
        "service_tier" => task.ServiceTier,
        "execution_expires_after" => task.ExpiresAfterSec,
        _ => task.AdditionalProperties.TryGetValue(name, out object? value) ? value : null,
    };

    // A text of a field that the contract does not know may be anything, a secret too: its hash will do.
    private static string? Text(string name, object? value) => value switch
    {
        string text => IsOfContract(name) ? text : ContentHash.Compute(text),
        bool flag => flag ? "true" : "false",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool IsOfContract(string name) =>
        name is "resolution" or "ratio" or "safety_identifier" or DraftTaskId or "service_tier" or "seed" or "duration" or "frames";
}
