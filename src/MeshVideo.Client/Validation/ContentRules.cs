using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>Validates the content as a whole, for every model: it must not be empty and must not mix modes.</summary>
internal static class ContentRules
{
    private const string AssetScheme = "asset";

    public static void Check(VideoRequest request, ModelCapabilities? model, ValidationResultBuilder result)
    {
        List<MediaInput> media = [.. request.GetMedia()];
        if (media.Count == 0 && request.DraftTaskId is null && string.IsNullOrWhiteSpace(request.Prompt))
        {
            result.AddViolation("Prompt", "none", "a prompt, media or a draft");
        }

        if (request.DraftTaskId is { } draft && string.IsNullOrWhiteSpace(draft))
        {
            result.AddViolation("DraftTaskId", "empty", "the id of a draft task");
        }

        CheckModes(request, result);
        CheckAudioAlone(request, model, result);
        foreach (MediaInput input in media)
        {
            CheckAddress(input, result);
        }
    }

    private static void CheckModes(VideoRequest request, ValidationResultBuilder result)
    {
        if (request.LastFrame is not null && request.FirstFrame is null)
        {
            result.AddViolation("LastFrame", "without FirstFrame", "together with FirstFrame");
        }

        string[] frames =
        [
            .. GetNamesOfGiven(
                ("FirstFrame", request.FirstFrame is null ? 0 : 1), ("LastFrame", request.LastFrame is null ? 0 : 1)),
        ];
        string[] references = [.. GetNamesOfGiven(
            ("ReferenceImage", request.ReferenceImages.Count),
            ("ReferenceVideo", request.ReferenceVideos.Count),
            ("ReferenceAudio", request.ReferenceAudios.Count))];
        if (frames.Length > 0 && references.Length > 0)
        {
            result.AddViolation(
                string.Join(" and ", frames),
                $"together with {string.Join(" and ", references)}",
                "either first and last frame or reference media");
        }
    }

    private static void CheckAudioAlone(VideoRequest request, ModelCapabilities? model, ValidationResultBuilder result)
    {
        if (request.ReferenceAudios.Count == 0 || request.ReferenceImages.Count > 0 || request.ReferenceVideos.Count > 0)
        {
            return;
        }

        if (model?.AudioOnly == false)
        {
            result.AddViolation(
                "ReferenceAudio",
                "the only reference media",
                "ReferenceAudio with at least one ReferenceImage or ReferenceVideo");
        }
        else if (model?.AudioOnly is null)
        {
            result.AddWarning(
                "ReferenceAudio is the only reference media. "
                    + $"Not every model accepts that, and it is not known whether '{request.Model}' does.");
        }
    }

    private static IEnumerable<string> GetNamesOfGiven(params (string Name, int Count)[] inputs) =>
        inputs.Where(input => input.Count > 0).Select(input => input.Name);

    private static void CheckAddress(MediaInput input, ValidationResultBuilder result)
    {
        if (input.Source.Url is not { } url || DataUri.IsDataUri(url) || FieldRules.IsLink(url))
        {
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme != AssetScheme)
        {
            result.AddViolation(
                input.Parameter, $"'{Redactor.RemoveQuery(url)}'", "a file, an http or https address, a data URI or an asset");
        }
    }
}
