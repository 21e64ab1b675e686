using System.Collections.Generic;
using System.Linq;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>
/// Describes the video to create: all fields of the contract's create request. The service chooses the values that are omitted.
/// </summary>
public sealed record VideoRequest
{
    /// <summary>The default model.</summary>
    public const string DefaultModel = "byteplus/dreamina-seedance-2-0";

    /// <summary>Gets the prompt (a content item <c>text</c>). It is optional if the request has media or a draft.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets the id of the model (<c>model</c>).</summary>
    public string Model { get; init; } = DefaultModel;

    /// <summary>Gets the image of the first frame (role <c>first_frame</c>).</summary>
    public MediaSource? FirstFrame { get; init; }

    /// <summary>Gets the image of the last frame (role <c>last_frame</c>).</summary>
    public MediaSource? LastFrame { get; init; }

    /// <summary>Gets the reference images (role <c>reference_image</c>).</summary>
    public IReadOnlyList<MediaSource> ReferenceImages { get; init; } = [];

    /// <summary>Gets the reference videos (role <c>reference_video</c>).</summary>
    public IReadOnlyList<MediaSource> ReferenceVideos { get; init; } = [];

    /// <summary>Gets the reference audio files (role <c>reference_audio</c>).</summary>
    public IReadOnlyList<MediaSource> ReferenceAudios { get; init; } = [];

    /// <summary>Gets the id of the draft task to create the final video of (a content item <c>draft_task</c>).</summary>
    public string? DraftTaskId { get; init; }

    /// <summary>Gets the resolution (<c>resolution</c>): 480p, 720p, 1080p, or 4k on some models.</summary>
    public string? Resolution { get; init; }

    /// <summary>Gets the aspect ratio (<c>ratio</c>), such as 16:9, or adaptive.</summary>
    public string? Ratio { get; init; }

    /// <summary>
    /// Gets the duration in seconds (<c>duration</c>). With -1, some models choose the duration. Mutually exclusive with
    /// <see cref="Frames"/>.
    /// </summary>
    public int? Duration { get; init; }

    /// <summary>
    /// Gets the number of frames (<c>frames</c>): 25 + 4n, 29 to 289. Mutually exclusive with <see cref="Duration"/>.
    /// </summary>
    public int? Frames { get; init; }

    /// <summary>Gets the seed (<c>seed</c>): -1 (random) to 2^32 - 1.</summary>
    public long? Seed { get; init; }

    /// <summary>Gets whether to generate audio (<c>generate_audio</c>). A video with audio has a different price.</summary>
    public bool? GenerateAudio { get; init; }

    /// <summary>Gets whether the task also returns a link to the last frame (<c>return_last_frame</c>).</summary>
    public bool? ReturnLastFrame { get; init; }

    /// <summary>Gets whether the camera stays still (<c>camera_fixed</c>).</summary>
    public bool? CameraFixed { get; init; }

    /// <summary>Gets whether to add a watermark (<c>watermark</c>).</summary>
    public bool? Watermark { get; init; }

    /// <summary>Gets whether to create a fast preview at a low cost (<c>draft</c>).</summary>
    public bool? Draft { get; init; }

    /// <summary>Gets the service tier (<c>service_tier</c>): default or flex.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>
    /// Gets the number of seconds from creation after which the task expires (<c>execution_expires_after</c>): 3600 to 259200,
    /// 172800 by default.
    /// </summary>
    public int? ExpiresAfterSec { get; init; }

    /// <summary>Gets the priority (<c>priority</c>): 0 to 9. Higher values are more urgent.</summary>
    public int? Priority { get; init; }

    /// <summary>Gets a stable id of the end user, such as a hash (<c>safety_identifier</c>).</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>Gets the address to which the service POSTs the task when it ends (<c>callback_url</c>).</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>
    /// Gets additional fields of the body, by their JSON names: text, numbers, Booleans, dictionaries and lists.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = new Dictionary<string, object?>();

    /// <summary>Gets whether the request has a prompt, media or a draft.</summary>
    public bool HasContent =>
        !string.IsNullOrEmpty(Prompt) || DraftTaskId is not null || FirstFrame is not null || LastFrame is not null
        || ReferenceImages.Count + ReferenceVideos.Count + ReferenceAudios.Count > 0;

    /// <summary>Gets the maximum number of seconds for which the task can be queued and running.</summary>
    internal int MaximumRunSeconds => ExpiresAfterSec ?? RequestFields.DefaultExpiration;

    /// <summary>Gets whether an additional property replaces the content: prompt, media and draft.</summary>
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
            yield return new MediaInput(
                $"ReferenceImage[{index}]", MediaKind.Image, "image_url", "reference_image", ReferenceImages[index]);
        }

        for (int index = 0; index < ReferenceVideos.Count; index++)
        {
            yield return new MediaInput(
                $"ReferenceVideo[{index}]", MediaKind.Video, "video_url", "reference_video", ReferenceVideos[index]);
        }

        for (int index = 0; index < ReferenceAudios.Count; index++)
        {
            yield return new MediaInput(
                $"ReferenceAudio[{index}]", MediaKind.Audio, "audio_url", "reference_audio", ReferenceAudios[index]);
        }
    }

    /// <summary>Copies the request for reports and logs: its links have no query string. The copy can't be sent.</summary>
    internal VideoRequest WithoutSignatures() => this with
    {
        FirstFrame = FirstFrame?.WithoutSignature(),
        LastFrame = LastFrame?.WithoutSignature(),
        ReferenceImages = RemoveSignatures(ReferenceImages),
        ReferenceVideos = RemoveSignatures(ReferenceVideos),
        ReferenceAudios = RemoveSignatures(ReferenceAudios),
        AdditionalProperties = PlainValueRedactor.RemoveQueries(AdditionalProperties),
    };

    /// <summary>Returns the prompt; the model if there is no prompt.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => DisplayText.Sanitize(Prompt ?? Model);

    private static MediaSource[] RemoveSignatures(IReadOnlyList<MediaSource> sources) =>
        [.. sources.Select(source => source.WithoutSignature())];
}
