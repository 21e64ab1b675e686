using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Simulator.Validation;

/// <summary>The rules for the content of all models.</summary>
internal static class ContentRules
{
    public static void Check(IReadOnlyList<ContentItem> items, bool takesAudioAlone, Violations violations)
    {
        CheckModes(items, takesAudioAlone, violations);

        int drafts = items.Count(item => item.Type == ContentType.DraftTask);
        if (drafts > 1)
        {
            violations.AddInvalidValue("content", "At most one draft_task is allowed");
        }

        if (!items.Any(item => item.IsMedia) && drafts == 0 && !items.Any(item => !string.IsNullOrWhiteSpace(item.Text)))
        {
            violations.AddInvalidValue("content", "Text is required if there is no media");
        }
    }

    private static void CheckModes(IReadOnlyList<ContentItem> items, bool takesAudioAlone, Violations violations)
    {
        int first = items.Count(item => item.Role == ContentRoles.FirstFrame);
        int last = items.Count(item => item.Role == ContentRoles.LastFrame);
        List<ContentItem> references = items.Where(item => item.IsReference).ToList();

        if (first > 1)
        {
            violations.AddInvalidValue("content", "At most one first_frame is allowed");
        }

        if (last > 1)
        {
            violations.AddInvalidValue("content", "At most one last_frame is allowed");
        }

        if (last > 0 && first == 0)
        {
            violations.AddInvalidValue("content", "A last_frame requires a first_frame");
        }

        if (first + last > 0 && references.Count > 0)
        {
            violations.AddInvalidValue("content", "First and last frames cannot be combined with reference media");
        }

        if (!takesAudioAlone && references.Count > 0 && references.All(item => item.Type == ContentType.Audio))
        {
            violations.AddInvalidValue("content", "Audio requires a reference image or video");
        }
    }
}
