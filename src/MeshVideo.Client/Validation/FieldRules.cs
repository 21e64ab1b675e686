using System;
using System.Globalization;

namespace MeshVideo.Validation;

/// <summary>Validates fields against the contract's table of fields, for every model.</summary>
internal static class FieldRules
{
    public static void Check(VideoRequest request, ValidationResultBuilder result)
    {
        if (string.IsNullOrWhiteSpace(request.Model) && !request.AdditionalProperties.ContainsKey("model"))
        {
            result.AddViolation("Model", "none", "the id of a model");
        }

        CheckDuration(request, result);
        foreach (RequestField field in RequestFields.All)
        {
            if (field.Range is { } range
                && field.GetValue(request) is { } value
                && !range.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            {
                result.AddViolation(field.PropertyName, Convert.ToString(value, CultureInfo.InvariantCulture)!, range.ToString());
            }
        }
    }

    /// <summary>Gets whether a text is an absolute http or https address.</summary>
    public static bool IsLink(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static void CheckDuration(VideoRequest request, ValidationResultBuilder result)
    {
        if (request.Duration is { } duration and < 1 and not RequestFields.ServiceChosenDuration)
        {
            result.AddViolation(
                "Duration",
                Format(duration),
                $"a number of seconds, or {RequestFields.ServiceChosenDurationText} with models that choose the duration");
        }

        if (request.Duration is not null && request.Frames is not null)
        {
            result.AddViolation(
                "Frames",
                $"{Format(request.Frames.Value)} together with Duration {Format(request.Duration.Value)}",
                "either Frames or Duration");
        }
    }

    private static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);
}
