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
        CheckLength(model, request, violations);
        CheckSwitches(model, request, violations);
        if (request.Draft == true)
        {
            CheckDraft(model, request, violations);
        }
    }

    private static void CheckFrames(VideoModel model, CreateRequest request, Violations violations)
    {
        IReadOnlyList<ContentItem> content = request.Content;
        if (!model.TextAlone && !content.Any(item => item.IsMedia || item.Type == ContentType.DraftTask))
        {
            violations.Refuse("content", $"{model.Name} requires an image");
        }

        if (!model.FirstFrame && content.Any(item => item.Role == ContentRoles.FirstFrame))
        {
            violations.Refuse("content", $"{model.Name} does not support first_frame");
        }

        if (!model.LastFrame && content.Any(item => item.Role == ContentRoles.LastFrame))
        {
            violations.Refuse("content", $"{model.Name} does not support last_frame");
        }

        if (!model.Drafts && content.Any(item => item.Type == ContentType.DraftTask))
        {
            violations.Refuse("content", $"{model.Name} does not support draft_task");
        }
    }

    private static void CheckReferences(VideoModel model, CreateRequest request, Violations violations)
    {
        Count(ContentRoles.ReferenceImage, model.ReferenceImages);
        Count(ContentRoles.ReferenceVideo, model.ReferenceVideos);
        Count(ContentRoles.ReferenceAudio, model.ReferenceAudios);
        if (!model.ModestWithReferences || !request.Content.Any(item => item.IsReference))
        {
            return;
        }

        if (request.Resolution == "1080p")
        {
            violations.Refuse("resolution", $"{model.Name} does not support 1080p with reference images");
        }

        if (request.CameraFixed == true)
        {
            violations.Refuse("camera_fixed", $"{model.Name} does not support camera_fixed with reference images");
        }

        void Count(string role, int most)
        {
            if (request.Content.Count(item => item.Role == role) > most)
            {
                violations.Refuse("content", $"{model.Name} supports {(most == 0 ? "no" : $"at most {most}")} {role} items");
            }
        }
    }

    private static void CheckLength(VideoModel model, CreateRequest request, Violations violations)
    {
        if (request.Frames is not null && !model.Frames)
        {
            violations.Refuse("frames", $"{model.Name} does not support frames");
        }

        if (request.Duration == -1 && !model.ChoosesDuration)
        {
            violations.Refuse("duration", $"{model.Name} does not support a duration of -1");
        }

        if (request.Duration > 0 && (request.Duration < model.LeastSeconds || request.Duration > model.MostSeconds))
        {
            violations.Refuse("duration", $"{model.Name} supports {model.LeastSeconds} to {model.MostSeconds} seconds");
        }
    }

    private static void CheckSwitches(VideoModel model, CreateRequest request, Violations violations)
    {
        if (request.Resolution is not null && !model.Resolutions.Contains(request.Resolution))
        {
            violations.Refuse("resolution", $"{model.Name} supports {string.Join(", ", model.Resolutions)}");
        }

        if (request.Ratio is not null && !Ratios.Contains(request.Ratio))
        {
            violations.Refuse("ratio", $"{model.Name} supports {string.Join(", ", Ratios)}");
        }

        if (request.GenerateAudio == true && !model.MakesAudio)
        {
            violations.Refuse("generate_audio", $"{model.Name} does not support audio");
        }

        if (request.CameraFixed == true && !model.CameraFixed)
        {
            violations.Refuse("camera_fixed", $"{model.Name} does not support camera_fixed");
        }

        if (request.ServiceTier is not (null or "default" or "flex"))
        {
            violations.Refuse("service_tier", $"{model.Name} supports the tiers default and flex");
        }

        if (request.ServiceTier == "flex" && !model.FlexTier)
        {
            violations.Refuse("service_tier", $"{model.Name} does not support the flex tier");
        }
    }

    private static void CheckDraft(VideoModel model, CreateRequest request, Violations violations)
    {
        if (!model.Drafts)
        {
            violations.Refuse("draft", $"{model.Name} does not support drafts");
        }

        if (request.Resolution is not (null or TaskSpecBuilder.DraftResolution))
        {
            violations.Refuse("resolution", $"Drafts are supported only in {TaskSpecBuilder.DraftResolution}");
        }

        if (request.ReturnLastFrame == true)
        {
            violations.Refuse("return_last_frame", "Drafts do not support return_last_frame");
        }

        if (request.ServiceTier == "flex")
        {
            violations.Refuse("service_tier", "Drafts do not support the flex tier");
        }
    }
}
