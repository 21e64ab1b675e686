using System.Collections.Generic;
using MeshVideo.Contract;

namespace MeshVideo;

/// <summary>
/// Describes what a model accepts: a row of the table of models. A property that is null is not known, and a request is never
/// refused for it.
/// </summary>
public sealed class ModelCapabilities
{
    /// <summary>Gets the id, usually without a date.</summary>
    public required string Id { get; init; }

    /// <summary>Gets other ids of the same model.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Gets whether the model accepts a prompt without media.</summary>
    public bool? TextOnly { get; init; }

    /// <summary>Gets whether the model accepts a first frame.</summary>
    public bool? FirstFrame { get; init; }

    /// <summary>Gets whether the model accepts a last frame with a first frame.</summary>
    public bool? LastFrame { get; init; }

    /// <summary>Gets the maximum number of reference images.</summary>
    public int? ReferenceImages { get; init; }

    /// <summary>Gets the maximum number of reference videos.</summary>
    public int? ReferenceVideos { get; init; }

    /// <summary>Gets the maximum number of reference audio files.</summary>
    public int? ReferenceAudios { get; init; }

    /// <summary>Gets whether the model accepts reference audio without a reference image or video.</summary>
    public bool? AudioOnly { get; init; }

    /// <summary>Gets the maximum duration of a reference video or audio in seconds.</summary>
    public int? MaximumClipSeconds { get; init; }

    /// <summary>Gets the maximum duration of all reference videos, or of all reference audio files, in seconds.</summary>
    public int? TotalClipSeconds { get; init; }

    /// <summary>Gets whether the model accepts images in the formats heic and heif.</summary>
    public bool? Heif { get; init; }

    /// <summary>Gets the resolutions that the model is known to create.</summary>
    public IReadOnlyList<string> Resolutions { get; init; } = [];

    /// <summary>Gets whether the model may create other resolutions than <see cref="Resolutions"/>.</summary>
    public bool MayHaveOtherResolutions { get; init; }

    /// <summary>Gets the resolution of a video whose request has none.</summary>
    public string? DefaultResolution { get; init; }

    /// <summary>
    /// Gets the name of the sizes in pixels that belong to the resolutions, <c>seedance-1.0</c> or <c>seedance-1.5</c>.
    /// </summary>
    public string? FrameSizes { get; init; }

    /// <summary>Gets the duration of the shortest video in seconds.</summary>
    public int? MinimumSeconds { get; init; }

    /// <summary>Gets the duration of the longest video in seconds.</summary>
    public int? MaximumSeconds { get; init; }

    /// <summary>Gets the duration in seconds of a video whose request has none.</summary>
    public int? DefaultSeconds { get; init; }

    /// <summary>Gets whether the model accepts a duration of -1 and chooses the duration.</summary>
    public bool? AutomaticDuration { get; init; }

    /// <summary>Gets whether the model accepts a length in frames.</summary>
    public bool? Frames { get; init; }

    /// <summary>Gets whether the model generates audio.</summary>
    public bool? GenerateAudio { get; init; }

    /// <summary>Gets whether the model can keep the camera still.</summary>
    public bool? CameraFixed { get; init; }

    /// <summary>Gets whether the model creates drafts, and final videos of drafts.</summary>
    public bool? Draft { get; init; }

    /// <summary>Gets whether the model runs in the flex tier.</summary>
    public bool? FlexTier { get; init; }

    /// <summary>Gets whether the model returns the last frame.</summary>
    public bool? ReturnLastFrame { get; init; }

    /// <summary>Gets the restrictions of drafts; null if none are known.</summary>
    public ModelRestriction? WithDraft { get; init; }

    /// <summary>Gets the restrictions of requests with reference images; null if none are known.</summary>
    public ModelRestriction? WithReferenceImages { get; init; }

    /// <summary>
    /// Gets whether the limits that all Seedance models have in common apply: ratios, service tiers, and the formats and sizes of
    /// media.
    /// </summary>
    public bool HasSeedanceLimits { get; init; }

    /// <summary>Gets the id without the prefix of the provider.</summary>
    public string Name => ModelId.RemovePrefix(Id);

    /// <summary>Gets the range of durations in seconds; null if it is not known.</summary>
    internal ValueRange? Seconds =>
        MinimumSeconds is { } minimum && MaximumSeconds is { } maximum ? new ValueRange(minimum, maximum) : null;

    /// <summary>Returns the id.</summary>
    /// <returns><see cref="Id"/>, on one line and without control characters.</returns>
    public override string ToString() => DisplayText.Sanitize(Id);
}
