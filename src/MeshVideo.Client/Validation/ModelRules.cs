using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo.Validation;

/// <summary>Validates a request against the capabilities of its model.</summary>
internal static class ModelRules
{
    public static void Check(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        CheckValues(model, request, result);
        CheckLength(model, request, result);
        Switch("GenerateAudio", request.GenerateAudio, model.Audio);
        Switch("CameraFixed", request.CameraFixed, model.CameraFixed);
        Switch("Draft", request.Draft, model.Draft);
        if (request.Draft == true && model.Draft)
        {
            CheckDraft(request, result);
        }

        void Switch(string parameter, bool? value, bool isSupported)
        {
            if (value == true && !isSupported)
            {
                result.AddViolation(parameter, "on", $"off or omitted with {model.Name}");
            }
        }
    }

    /// <summary>Validates the content.</summary>
    public static void CheckContent(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        (string Parameter, int Count, int Maximum)[] inputs =
        [
            ("FirstFrame", request.FirstFrame is null ? 0 : 1, model.FirstFrame ? 1 : 0),
            ("LastFrame", request.LastFrame is null ? 0 : 1, model.LastFrame ? 1 : 0),
            ("ReferenceImage", request.ReferenceImages.Count, model.ReferenceImages),
            ("ReferenceVideo", request.ReferenceVideos.Count, model.ReferenceVideos),
            ("ReferenceAudio", request.ReferenceAudios.Count, model.ReferenceAudios),
            ("DraftTaskId", request.DraftTaskId is null ? 0 : 1, model.Draft ? 1 : 0),
        ];
        foreach ((string parameter, int count, int maximum) in inputs.Where(input => input.Count > input.Maximum))
        {
            result.AddViolation(
                parameter, Format(count), $"{(maximum == 0 ? "none" : $"at most {Format(maximum)}")} with {model.Name}");
        }

        if (!model.TextAlone && inputs.All(input => input.Count == 0) && !string.IsNullOrWhiteSpace(request.Prompt))
        {
            result.AddViolation("Prompt", "without media", $"a prompt with an image with {model.Name}");
        }

        if (model.ExcludedWithReferences is { } excluded && request.ReferenceImages.Count > 0)
        {
            AddViolationIf(
                result,
                request.Resolution == excluded.Resolution,
                "Resolution",
                $"{request.Resolution} with ReferenceImage",
                $"a different resolution with {model.Name}");
            AddViolationIf(
                result,
                excluded.CameraFixed && request.CameraFixed == true,
                "CameraFixed",
                "on with ReferenceImage",
                $"off or omitted with {model.Name}");
        }
    }

    private static void CheckValues(ModelCapabilities model, VideoRequest request, ValidationResultBuilder result)
    {
        OneOf("Resolution", request.Resolution, model.Resolutions.Split(' '), $" with {model.Name}");
        foreach (RequestField field in RequestFields.All)
        {
            if (field.Values.Count > 0)
            {
                OneOf(field.PropertyName, (string?)field.GetValue(request), field.Values, string.Empty);
            }
        }

        AddViolationIf(
            result,
            request.ServiceTier == RequestFields.FlexTier && !model.FlexTier,
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
            request.Frames is not null && !model.Frames,
            "Frames",
            $"{request.Frames}",
            $"Duration instead, with {model.Name}");
        if (request.Duration is { } duration)
        {
            // Other values below 1 are rejected for every model.
            bool isOutside = duration > 0 && !model.Seconds.Contains(duration);
            bool isUnsupportedChoice = duration == RequestFields.ServiceChosenDuration && !model.ChoosesSeconds;
            string choice = model.ChoosesSeconds ? $", or {RequestFields.ServiceChosenDurationText}," : string.Empty;
            AddViolationIf(
                result,
                isOutside || isUnsupportedChoice,
                "Duration",
                Format(duration),
                $"{model.Seconds} seconds{choice} with {model.Name}");
        }
    }

    private static void CheckDraft(VideoRequest request, ValidationResultBuilder result)
    {
        string resolution = ModelCapabilities.DraftResolution;
        AddViolationIf(
            result,
            request.Resolution is not null && request.Resolution != resolution,
            "Resolution",
            $"'{request.Resolution}' with Draft",
            resolution);
        AddViolationIf(result, request.ReturnLastFrame == true, "ReturnLastFrame", "on with Draft", "off or omitted");
        AddViolationIf(
            result,
            request.ServiceTier == RequestFields.FlexTier,
            "ServiceTier",
            $"{RequestFields.FlexTier} with Draft",
            RequestFields.DefaultTier);
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
