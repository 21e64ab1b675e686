using System.Collections.Generic;
using System.Linq;
using MeshVideo.Simulator.Rendering;

namespace MeshVideo.Simulator.Validation;

/// <summary>The rules for the models of the API contract.</summary>
internal static class ModelRules
{
    private static readonly string[] Ratios = [.. FrameSize.Ratios, TaskSpecBuilder.Adaptive];

    public static void Check(VideoModel model, CreateRequest request, Violations violations)
    {
        CheckFrames(model, request, violations);
        CheckReferences(model, request, violations);
        CheckDuration(model, request, violations);
        CheckOptions(model, request, violations);
        if (request.Draft == true)
        {
            CheckDraft(model, request, violations);
        }
    }

    private static void CheckFrames(VideoModel model, CreateRequest request, Violations violations)
    {
        IReadOnlyList<ContentItem> content = request.Content;
        if (!model.SupportsTextOnly && !content.Any(item => item.IsMedia || item.Type == ContentType.DraftTask))
        {
            violations.AddInvalidValue("content", $"{model.Name} requires an image");
        }

        if (!model.SupportsFirstFrame && content.Any(item => item.Role == ContentRoles.FirstFrame))
        {
            violations.AddInvalidValue("content", $"{model.Name} does not support first_frame");
        }

        if (!model.SupportsLastFrame && content.Any(item => item.Role == ContentRoles.LastFrame))
        {
            violations.AddInvalidValue("content", $"{model.Name} does not support last_frame");
        }

        if (!model.SupportsDrafts && content.Any(item => item.Type == ContentType.DraftTask))
        {
            violations.AddInvalidValue("content", $"{model.Name} does not support draft_task");
        }
    }

    private static void CheckReferences(VideoModel model, CreateRequest request, Violations violations)
    {
        Count(ContentRoles.ReferenceImage, model.MaximumReferenceImages);
        Count(ContentRoles.ReferenceVideo, model.MaximumReferenceVideos);
        Count(ContentRoles.ReferenceAudio, model.MaximumReferenceAudios);
        if (!model.IsLimitedWithReferences || !request.Content.Any(item => item.IsReference))
        {
            return;
        }

        if (request.Resolution == "1080p")
        {
            violations.AddInvalidValue("resolution", $"{model.Name} does not support 1080p with reference images");
        }

        if (request.CameraFixed == true)
        {
            violations.AddInvalidValue("camera_fixed", $"{model.Name} does not support camera_fixed with reference images");
        }

        void Count(string role, int most)
        {
            if (request.Content.Count(item => item.Role == role) > most)
            {
                violations.AddInvalidValue(
                    "content", $"{model.Name} supports {(most == 0 ? "no" : $"at most {most}")} {role} items");
            }
        }
    }

    private static void CheckDuration(VideoModel model, CreateRequest request, Violations violations)
    {
        if (request.Frames is not null && !model.SupportsFrames)
        {
            violations.AddInvalidValue("frames", $"{model.Name} does not support frames");
        }

        if (request.Duration == -1 && !model.SupportsAutomaticDuration)
        {
            violations.AddInvalidValue("duration", $"{model.Name} does not support a duration of -1");
        }

        if (request.Duration > 0 && (request.Duration < model.MinimumSeconds || request.Duration > model.MaximumSeconds))
        {
            violations.AddInvalidValue(
                "duration", $"{model.Name} supports {model.MinimumSeconds} to {model.MaximumSeconds} seconds");
        }
    }

    private static void CheckOptions(VideoModel model, CreateRequest request, Violations violations)
    {
        if (request.Resolution is not null && !model.Resolutions.Contains(request.Resolution))
        {
            violations.AddInvalidValue("resolution", $"{model.Name} supports {string.Join(", ", model.Resolutions)}");
        }

        if (request.Ratio is not null && !Ratios.Contains(request.Ratio))
        {
            violations.AddInvalidValue("ratio", $"{model.Name} supports {string.Join(", ", Ratios)}");
        }

        if (request.GenerateAudio == true && !model.SupportsAudio)
        {
            violations.AddInvalidValue("generate_audio", $"{model.Name} does not support audio");
        }

        if (request.CameraFixed == true && !model.SupportsCameraFixed)
        {
            violations.AddInvalidValue("camera_fixed", $"{model.Name} does not support camera_fixed");
        }

        if (request.ServiceTier is not (null or "default" or "flex"))
        {
            violations.AddInvalidValue("service_tier", $"{model.Name} supports the tiers default and flex");
        }

        if (request.ServiceTier == "flex" && !model.SupportsFlexTier)
        {
            violations.AddInvalidValue("service_tier", $"{model.Name} does not support the flex tier");
        }
    }

    private static void CheckDraft(VideoModel model, CreateRequest request, Violations violations)
    {
        if (!model.SupportsDrafts)
        {
            violations.AddInvalidValue("draft", $"{model.Name} does not support drafts");
        }

        if (!model.LimitsDrafts)
        {
            return;
        }

        if (request.Resolution is not (null or TaskSpecBuilder.DraftResolution))
        {
            violations.AddInvalidValue("resolution", $"Drafts are supported only in {TaskSpecBuilder.DraftResolution}");
        }

        if (request.ReturnLastFrame == true)
        {
            violations.AddInvalidValue("return_last_frame", "Drafts do not support return_last_frame");
        }

        if (request.ServiceTier == "flex")
        {
            violations.AddInvalidValue("service_tier", "Drafts do not support the flex tier");
        }
    }
}
