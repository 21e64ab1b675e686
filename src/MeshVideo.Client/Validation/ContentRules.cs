using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>What holds for the content as a whole, for every model: something to make a video of, one mode; and that models do not take audio alone.</summary>
internal static class ContentRules
{
    private const string AssetScheme = "asset";

    public static void Check(VideoRequest request, ModelCapabilities? model, ValidationResultBuilder findings)
    {
        List<MediaInput> media = [.. request.GetMedia()];
        if (media.Count == 0 && request.DraftTaskId is null && string.IsNullOrWhiteSpace(request.Prompt))
        {
            findings.AddViolation("Prompt", "none", "a prompt, media or a draft");
        }

        if (request.DraftTaskId is { } draft && string.IsNullOrWhiteSpace(draft))
        {
            findings.AddViolation("DraftTaskId", "an empty text", "the id of a draft task");
        }

        CheckModes(request, findings);
        CheckAudioAlone(request, model, findings);
        foreach (MediaInput input in media)
        {
            CheckAddress(input, findings);
        }
    }

    private static void CheckModes(VideoRequest request, ValidationResultBuilder findings)
    {
        if (request.LastFrame is not null && request.FirstFrame is null)
        {
            findings.AddViolation("LastFrame", "without FirstFrame", "together with FirstFrame");
        }

        string[] frames = [.. Given(("FirstFrame", request.FirstFrame is null ? 0 : 1), ("LastFrame", request.LastFrame is null ? 0 : 1))];
        string[] references = [.. Given(
            ("ReferenceImage", request.ReferenceImages.Count), ("ReferenceVideo", request.ReferenceVideos.Count), ("ReferenceAudio", request.ReferenceAudios.Count))];
        if (frames.Length > 0 && references.Length > 0)
        {
            findings.AddViolation(string.Join(" and ", frames), $"together with {string.Join(" and ", references)}", "first and last frame, or reference media, not both");
        }
    }

    /// <summary>A model that the table does not name may take it, as newer ones do.</summary>
    private static void CheckAudioAlone(VideoRequest request, ModelCapabilities? model, ValidationResultBuilder findings)
    {
        if (request.ReferenceAudios.Count == 0 || request.ReferenceImages.Count > 0 || request.ReferenceVideos.Count > 0)
        {
            return;
        }

        if (model is not null)
        {
            findings.AddViolation("ReferenceAudio", "the only reference", "together with at least one ReferenceImage or ReferenceVideo");
        }
        else
        {
            findings.AddWarning($"ReferenceAudio is the only reference; not every model takes audio alone, and nothing is known of '{request.Model}'.");
        }
    }

    private static IEnumerable<string> Given(params (string Name, int Count)[] inputs) =>
        inputs.Where(input => input.Count > 0).Select(input => input.Name);

    private static void CheckAddress(MediaInput input, ValidationResultBuilder findings)
    {
        if (input.Source.Url is not { } url || DataUri.IsDataUri(url) || FieldRules.IsLink(url))
        {
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme != AssetScheme)
        {
            findings.AddViolation(input.Parameter, $"'{Redactor.RemoveQuery(url)}'", "a file, an http or https address, a data URI or an asset");
        }
    }
}
