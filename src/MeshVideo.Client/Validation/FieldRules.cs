using System;
using System.Globalization;

namespace MeshVideo.Validation;

/// <summary>What the contract's table of fields says of values, for every model.</summary>
internal static class FieldRules
{
    public static void Check(VideoRequest request, ValidationResultBuilder findings)
    {
        if (string.IsNullOrWhiteSpace(request.Model) && !request.AdditionalProperties.ContainsKey("model"))
        {
            findings.AddViolation("Model", "none", "the id of a model");
        }

        CheckLength(request, findings);
        CheckRange("Seed", request.Seed, FieldLimits.Seed, findings);
        CheckRange("ExpiresAfterSec", request.ExpiresAfterSec, FieldLimits.ExpiresAfterSec, findings);
        CheckRange("Priority", request.Priority, FieldLimits.Priority, findings);
    }

    /// <summary>Whether a text is an absolute http or https address.</summary>
    public static bool IsLink(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>A text that may be an address, mistyped or not, as it may be shown.</summary>
    public static string RemoveQuery(string text)
    {
        string link = text.Split('?', '#')[0];
        return link.Length == text.Length ? text : link + "?…";
    }

    private static void CheckLength(VideoRequest request, ValidationResultBuilder findings)
    {
        if (request.Duration is { } duration and < 1 and not FieldLimits.ChosenDuration)
        {
            findings.AddViolation("Duration", Text(duration), $"a number of seconds, or {FieldLimits.ChosenDurationText} with models that choose");
        }

        if (request.Frames is { } frames && (!FieldLimits.Frames.Contains(frames) || (frames - FieldLimits.FramesBase) % FieldLimits.FramesStep != 0))
        {
            findings.AddViolation("Frames", Text(frames), $"{FieldLimits.FramesBase} + {FieldLimits.FramesStep}n, {FieldLimits.Frames}");
        }

        if (request.Duration is not null && request.Frames is not null)
        {
            findings.AddViolation("Frames", $"{Text(request.Frames.Value)} together with Duration {Text(request.Duration.Value)}", "Frames or Duration, not both");
        }
    }

    private static void CheckRange(string parameter, long? value, ValueRange bounds, ValidationResultBuilder findings)
    {
        if (value is { } number && !bounds.Contains(number))
        {
            findings.AddViolation(parameter, Text(number), bounds.ToString());
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
