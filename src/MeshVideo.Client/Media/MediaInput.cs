using System.Collections.Generic;

namespace MeshVideo.Media;

/// <summary>One media input of a request with its place in the contract.</summary>
/// <param name="Parameter">The name by which users know it, with its place in a list.</param>
/// <param name="Kind">What it has to be.</param>
/// <param name="ItemType">The content item's <c>type</c>, which is its payload's name too.</param>
/// <param name="Role">The content item's <c>role</c>.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record MediaInput(string Parameter, MediaKind Kind, string ItemType, string Role, MediaSource Source)
{
    /// <summary>All media inputs of a request, in the order they are sent.</summary>
    public static IEnumerable<MediaInput> Of(VideoRequest request)
    {
        if (request.FirstFrame is not null)
        {
            yield return new MediaInput("FirstFrame", MediaKind.Image, "image_url", "first_frame", request.FirstFrame);
        }

        if (request.LastFrame is not null)
        {
            yield return new MediaInput("LastFrame", MediaKind.Image, "image_url", "last_frame", request.LastFrame);
        }

        for (int index = 0; index < request.ReferenceImages.Count; index++)
        {
            yield return new MediaInput($"ReferenceImage[{index}]", MediaKind.Image, "image_url", "reference_image", request.ReferenceImages[index]);
        }

        for (int index = 0; index < request.ReferenceVideos.Count; index++)
        {
            yield return new MediaInput($"ReferenceVideo[{index}]", MediaKind.Video, "video_url", "reference_video", request.ReferenceVideos[index]);
        }

        for (int index = 0; index < request.ReferenceAudios.Count; index++)
        {
            yield return new MediaInput($"ReferenceAudio[{index}]", MediaKind.Audio, "audio_url", "reference_audio", request.ReferenceAudios[index]);
        }
    }
}
