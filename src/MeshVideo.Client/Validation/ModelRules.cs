using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo.Validation;

/// <summary>What the table of models rules out for a model that it names.</summary>
internal static class ModelRules
{
    public static void Check(ModelCapabilities model, VideoRequest request, ValidationResultBuilder findings)
    {
        CheckSets(model, request, findings);
        CheckLength(model, request, findings);
        Switch("GenerateAudio", request.GenerateAudio, model.Audio);
        Switch("CameraFixed", request.CameraFixed, model.CameraFixed);
        Switch("Draft", request.Draft, model.Draft);
        if (request.Draft == true && model.Draft)
        {
            CheckDraft(request, findings);
        }

        void Switch(string parameter, bool? value, bool isTaken)
        {
            if (value == true && !isTaken)
            {
                findings.AddViolation(parameter, "on", $"off, or not given, with {model.Name}");
            }
        }
    }

    /// <summary>What the content may be.</summary>
    public static void CheckContent(ModelCapabilities model, VideoRequest request, ValidationResultBuilder findings)
    {
        (string Parameter, int Found, int Most)[] inputs =
        [
            ("FirstFrame", request.FirstFrame is null ? 0 : 1, model.FirstFrame ? 1 : 0),
            ("LastFrame", request.LastFrame is null ? 0 : 1, model.LastFrame ? 1 : 0),
            ("ReferenceImage", request.ReferenceImages.Count, model.ReferenceImages),
            ("ReferenceVideo", request.ReferenceVideos.Count, model.ReferenceVideos),
            ("ReferenceAudio", request.ReferenceAudios.Count, model.ReferenceAudios),
            ("DraftTaskId", request.DraftTaskId is null ? 0 : 1, model.Draft ? 1 : 0),
        ];
        foreach ((string parameter, int found, int most) in inputs.Where(input => input.Found > input.Most))
        {
            findings.AddViolation(parameter, Text(found), $"{(most == 0 ? "none" : $"at most {Text(most)}")} with {model.Name}");
        }

        if (!model.TextAlone && inputs.All(input => input.Found == 0) && !string.IsNullOrWhiteSpace(request.Prompt))
        {
            findings.AddViolation("Prompt", "alone", $"together with an image with {model.Name}");
        }

        if (model.NotWithReferences is { } excluded && request.ReferenceImages.Count > 0)
        {
            RefuseIf(findings, request.Resolution == excluded.Resolution, "Resolution", $"{request.Resolution} together with ReferenceImage", $"another resolution with {model.Name}");
            RefuseIf(findings, excluded.CameraFixed && request.CameraFixed == true, "CameraFixed", "on together with ReferenceImage", $"off, or not given, with {model.Name}");
        }
    }

    private static void CheckSets(ModelCapabilities model, VideoRequest request, ValidationResultBuilder findings)
    {
        OneOf("Resolution", request.Resolution, model.Resolutions.Split(' '), $" with {model.Name}");
        foreach (RequestField field in RequestFields.All)
        {
            if (field.Values.Count > 0)
            {
                OneOf(field.PropertyName, (string?)field.GetValue(request), field.Values, string.Empty);
            }
        }

        RefuseIf(findings, request.ServiceTier == RequestFields.FlexTier && !model.FlexTier, "ServiceTier", RequestFields.FlexTier, $"{RequestFields.DefaultTier} with {model.Name}");

        void OneOf(string parameter, string? value, IReadOnlyList<string> choices, string whose) =>
            RefuseIf(findings, value is not null && !choices.Contains(value), parameter, $"'{value}'", string.Join(", ", choices) + whose);
    }

    private static void CheckLength(ModelCapabilities model, VideoRequest request, ValidationResultBuilder findings)
    {
        RefuseIf(findings, request.Frames is not null && !model.Frames, "Frames", $"{request.Frames}", $"Duration instead, with {model.Name}");
        if (request.Duration is { } duration)
        {
            // What is no length at all has been refused for every model.
            bool isOutside = duration > 0 && !model.Seconds.Contains(duration);
            bool isForeign = duration == RequestFields.ChosenDuration && !model.ChoosesSeconds;
            string choice = model.ChoosesSeconds ? $", or {RequestFields.ChosenDurationText}," : string.Empty;
            RefuseIf(findings, isOutside || isForeign, "Duration", Text(duration), $"{model.Seconds} seconds{choice} with {model.Name}");
        }
    }

    private static void CheckDraft(VideoRequest request, ValidationResultBuilder findings)
    {
        string resolution = ModelCapabilities.DraftResolution;
        RefuseIf(findings, request.Resolution is not null && request.Resolution != resolution, "Resolution", $"'{request.Resolution}' together with Draft", resolution);
        RefuseIf(findings, request.ReturnLastFrame == true, "ReturnLastFrame", "on together with Draft", "off, or not given");
        RefuseIf(findings, request.ServiceTier == RequestFields.FlexTier, "ServiceTier", $"{RequestFields.FlexTier} together with Draft", RequestFields.DefaultTier);
    }

    private static void RefuseIf(ValidationResultBuilder findings, bool isRefused, string parameter, string found, string limit)
    {
        if (isRefused)
        {
            findings.AddViolation(parameter, found, limit);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
