using System.Collections.Generic;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>A video wanted: everything the contract's create takes. What is left out is the service's to choose.</summary>
public sealed record VideoRequest
{
    /// <summary>The model used where none is named.</summary>
    public const string DefaultModel = "byteplus/dreamina-seedance-2-0";

    /// <summary>What to show (a content item <c>text</c>). May be left out where media is given.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model (<c>model</c>).</summary>
    public string Model { get; init; } = DefaultModel;

    /// <summary>The still that the video begins with (role <c>first_frame</c>).</summary>
    public MediaSource? FirstFrame { get; init; }

    /// <summary>The still that the video ends with (role <c>last_frame</c>).</summary>
    public MediaSource? LastFrame { get; init; }

    /// <summary>Stills to go by (role <c>reference_image</c>).</summary>
    public IReadOnlyList<MediaSource> ReferenceImages { get; init; } = [];

    /// <summary>Clips to go by (role <c>reference_video</c>).</summary>
    public IReadOnlyList<MediaSource> ReferenceVideos { get; init; } = [];

    /// <summary>Sound to go by (role <c>reference_audio</c>).</summary>
    public IReadOnlyList<MediaSource> ReferenceAudios { get; init; } = [];

    /// <summary>The draft to make final (a content item <c>draft_task</c>).</summary>
    public string? DraftTaskId { get; init; }

    /// <summary>480p, 720p, 1080p, or 4k on some models (<c>resolution</c>).</summary>
    public string? Resolution { get; init; }

    /// <summary>Width to height (<c>ratio</c>), such as 16:9, or adaptive.</summary>
    public string? Ratio { get; init; }

    /// <summary>Seconds (<c>duration</c>); -1 lets some models choose. Not together with <see cref="Frames"/>.</summary>
    public int? Duration { get; init; }

    /// <summary>Frames (<c>frames</c>): 25 + 4n, 29 to 289. Not together with <see cref="Duration"/>.</summary>
    public int? Frames { get; init; }

    /// <summary>The seed (<c>seed</c>): -1 (random) to 2^32 - 1.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether to make sound (<c>generate_audio</c>); priced differently when on.</summary>
    public bool? GenerateAudio { get; init; }

    /// <summary>Whether to give a link to the last frame too (<c>return_last_frame</c>).</summary>
    public bool? ReturnLastFrame { get; init; }

    /// <summary>Whether the camera stays still (<c>camera_fixed</c>).</summary>
    public bool? CameraFixed { get; init; }

    /// <summary>Whether to mark the video (<c>watermark</c>).</summary>
    public bool? Watermark { get; init; }

    /// <summary>Whether to make a fast, low-cost preview (<c>draft</c>).</summary>
    public bool? Draft { get; init; }

    /// <summary>default or flex (<c>service_tier</c>).</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Seconds from creation after which the task expires (<c>execution_expires_after</c>): 3600 to 259200, 172800 by default.</summary>
    public int? ExpiresAfterSec { get; init; }

    /// <summary>0 to 9, higher is more urgent (<c>priority</c>).</summary>
    public int? Priority { get; init; }

    /// <summary>A stable id (a hash) of the end user (<c>safety_identifier</c>).</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>Where the service POSTs the finished task (<c>callback_url</c>).</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>More fields of the body, sent as they are: text, numbers, true or false, dictionaries and lists.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whether there is anything to make a video from: a prompt, media or a draft.</summary>
    public bool HasContent => !string.IsNullOrEmpty(Prompt) || DraftTaskId is not null || FirstFrame is not null || LastFrame is not null
        || ReferenceImages.Count + ReferenceVideos.Count + ReferenceAudios.Count > 0;

    /// <summary>Whether an additional property replaces the content: prompt, media and draft.</summary>
    internal bool ReplacesContent => AdditionalProperties.ContainsKey("content");

    /// <summary>Gets the media inputs, in the order in which they are sent.</summary>
    internal IEnumerable<MediaInput> GetMedia()
    {
        if (FirstFrame is not null)
        {
            yield return new MediaInput("FirstFrame", MediaKind.Image, "image_url", "first_frame", FirstFrame);
        }

        if (LastFrame is not null)
        {
            yield return new MediaInput("LastFrame", MediaKind.Image, "image_url", "last_frame", LastFrame);
        }

        for (int index = 0; index < ReferenceImages.Count; index++)
        {
            yield return new MediaInput($"ReferenceImage[{index}]", MediaKind.Image, "image_url", "reference_image", ReferenceImages[index]);
        }

        for (int index = 0; index < ReferenceVideos.Count; index++)
        {
            yield return new MediaInput($"ReferenceVideo[{index}]", MediaKind.Video, "video_url", "reference_video", ReferenceVideos[index]);
        }

        for (int index = 0; index < ReferenceAudios.Count; index++)
        {
            yield return new MediaInput($"ReferenceAudio[{index}]", MediaKind.Audio, "audio_url", "reference_audio", ReferenceAudios[index]);
        }
    }

    /// <summary>The prompt, or the model where there is none.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => DisplayText.Sanitize(Prompt ?? Model);
}
