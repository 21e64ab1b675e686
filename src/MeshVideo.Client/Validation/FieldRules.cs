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

        CheckDuration(request, findings);
        foreach (RequestField field in RequestFields.All)
        {
            if (field.Range is { } range && field.GetValue(request) is { } value && !range.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            {
                findings.AddViolation(field.PropertyName, Convert.ToString(value, CultureInfo.InvariantCulture)!, range.ToString());
            }
        }
    }

    /// <summary>Whether a text is an absolute http or https address.</summary>
    public static bool IsLink(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static void CheckDuration(VideoRequest request, ValidationResultBuilder findings)
    {
        if (request.Duration is { } duration and < 1 and not RequestFields.ChosenDuration)
        {
            findings.AddViolation("Duration", Text(duration), $"a number of seconds, or {RequestFields.ChosenDurationText} with models that choose");
        }

        if (request.Duration is not null && request.Frames is not null)
        {
            findings.AddViolation("Frames", $"{Text(request.Frames.Value)} together with Duration {Text(request.Duration.Value)}", "Frames or Duration, not both");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
