using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MeshVideo.Validation;

/// <summary>Validates a request against the capabilities of its model.</summary>
internal static class ModelRules
{
    public static void Check(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        CheckValues(model, request, result);
        CheckLength(model, request, result);
        Switch("GenerateAudio", request.GenerateAudio, model.GenerateAudio);
        Switch("CameraFixed", request.CameraFixed, model.CameraFixed);
        Switch("Draft", request.Draft, model.Draft);
        Switch("ReturnLastFrame", request.ReturnLastFrame, model.ReturnLastFrame);
        if (request.Draft == true && model.WithDraft is { } restriction)
        {
            CheckRestriction(model, restriction, "Draft", request, result);
        }

        void Switch(string parameter, bool? value, bool? isSupported) =>
            AddViolationIf(result, value == true && isSupported == false, parameter, "on", $"off or omitted with {model.Name}");
    }

    /// <summary>Validates the content.</summary>
    public static void CheckContent(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        (string Parameter, int Count, int? Maximum)[] inputs =
        [
            ("FirstFrame", request.FirstFrame is null ? 0 : 1, model.FirstFrame == false ? 0 : null),
            ("LastFrame", request.LastFrame is null ? 0 : 1, model.LastFrame == false ? 0 : null),
            ("ReferenceImage", request.ReferenceImages.Count, model.ReferenceImages),
            ("ReferenceVideo", request.ReferenceVideos.Count, model.ReferenceVideos),
            ("ReferenceAudio", request.ReferenceAudios.Count, model.ReferenceAudios),
            ("DraftTaskId", request.DraftTaskId is null ? 0 : 1, model.Draft == false ? 0 : null),
        ];
        foreach ((string parameter, int count, int? maximum) in inputs.Where(input => input.Count > input.Maximum))
        {
            result.AddViolation(
                parameter, Format(count), $"{(maximum == 0 ? "none" : $"at most {Format(maximum!.Value)}")} with {model.Name}");
        }

        if (model.TextOnly == false && inputs.All(input => input.Count == 0) && !string.IsNullOrWhiteSpace(request.Prompt))
        {
            result.AddViolation("Prompt", "without media", $"a prompt with an image with {model.Name}");
        }

        if (request.ReferenceImages.Count > 0 && model.WithReferenceImages is { } restriction)
        {
            CheckRestriction(model, restriction, "ReferenceImage", request, result);
        }
    }

    private static void CheckValues(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        if (!model.MayHaveOtherResolutions && model.Resolutions.Count > 0)
        {
            OneOf("Resolution", request.Resolution, model.Resolutions, $" with {model.Name}");
        }

        if (model.HasSeedanceLimits)
        {
            foreach (RequestField field in RequestFields.All.Where(field => field.Values.Count > 0))
            {
                OneOf(field.PropertyName, (string?)field.GetValue(request), field.Values, string.Empty);
            }
        }

        AddViolationIf(
            result,
            request.ServiceTier == RequestFields.FlexTier && model.FlexTier == false,
            "ServiceTier",
            RequestFields.FlexTier,
            $"{RequestFields.DefaultTier} with {model.Name}");

        void OneOf(string parameter, string? value, IReadOnlyList<string> choices, string suffix) =>
            AddViolationIf(
                result,
                value is not null && !choices.Contains(value),
                parameter,
                $"'{value}'",
                string.Join(", ", choices) + suffix);
    }

    private static void CheckLength(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        AddViolationIf(
            result,
            request.Frames is not null && model.Frames == false,
            "Frames",
            $"{request.Frames}",
            $"Duration instead, with {model.Name}");
        if (request.Duration is not { } duration)
        {
            return;
        }

        bool isAutomatic = duration == RequestFields.ServiceChosenDuration;
        string seconds = model.Seconds is { } known ? $"{known} seconds" : "a number of seconds";
        // Other values below 1 are rejected for every model.
        AddViolationIf(
            result,
            isAutomatic ? model.AutomaticDuration == false : duration > 0 && model.Seconds?.Contains(duration) == false,
            "Duration",
            Format(duration),
            model.AutomaticDuration == true
                ? $"{seconds}, or {RequestFields.ServiceChosenDurationText}, with {model.Name}"
                : $"{seconds} with {model.Name}");
    }

    /// <summary>Validates what a model does not accept together with something else.</summary>
    private static void CheckRestriction(
        ModelCapabilities model, ModelRestriction restriction, string with, VideoRequest request, ValidationResultBuilder result)
    {
        AddViolationIf(
            result,
            request.Resolution is not null
                && restriction.Resolutions.Count > 0
                && !restriction.Resolutions.Contains(request.Resolution),
            "Resolution",
            $"'{request.Resolution}' with {with}",
            $"{string.Join(", ", restriction.Resolutions)} with {model.Name}");
        Switch("CameraFixed", request.CameraFixed, restriction.CameraFixed);
        Switch("ReturnLastFrame", request.ReturnLastFrame, restriction.ReturnLastFrame);
        AddViolationIf(
            result,
            request.ServiceTier == RequestFields.FlexTier && restriction.FlexTier == false,
            "ServiceTier",
            $"{RequestFields.FlexTier} with {with}",
            $"{RequestFields.DefaultTier} with {model.Name}");

        void Switch(string parameter, bool? value, bool? isSupported) =>
            AddViolationIf(
                result,
                value == true && isSupported == false,
                parameter,
                $"on with {with}",
                $"off or omitted with {model.Name}");
    }

    private static void AddViolationIf(
        ValidationResultBuilder result, bool condition, string parameter, string actual, string allowed)
    {
        if (condition)
        {
            result.AddViolation(parameter, actual, allowed);
        }
    }

    private static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
