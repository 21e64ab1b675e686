using System.Collections.Generic;

namespace MeshVideo.Simulator.Validation;

/// <summary>The capabilities of a model, from the table of the API contract.</summary>
internal sealed record VideoModel(string Name, string Title, ModelPrice Price)
{
    public string Provider { get; init; } = "byteplus";

    public string Id => $"{Provider}/{Name}";

    /// <summary>Whether only the rules for all models apply.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the model supports text without media.</summary>
    public bool SupportsTextOnly { get; init; }

    public bool SupportsFirstFrame { get; init; }

    public bool SupportsLastFrame { get; init; }

    public int MaximumReferenceImages { get; init; }

    public int MaximumReferenceVideos { get; init; }

    public int MaximumReferenceAudios { get; init; }

    /// <summary>The maximum total duration of the reference videos, and of the reference audios.</summary>
    public int MaximumReferenceSeconds { get; init; } = 15;

    /// <summary>Whether the model supports reference audio without an image or video.</summary>
    public bool SupportsAudioOnly { get; init; }

    public bool SupportsAudio { get; init; }

    public bool SupportsDrafts { get; init; }

    /// <summary>Whether drafts are 480p, without the last frame and the flex tier.</summary>
    public bool LimitsDrafts { get; init; }

    public bool SupportsFrames { get; init; }

    public bool SupportsCameraFixed { get; init; }

    public bool SupportsFlexTier { get; init; }

    /// <summary>Whether the model supports heic and heif images.</summary>
    public bool SupportsHeif { get; init; }

    /// <summary>Whether reference images exclude 1080p and camera_fixed.</summary>
    public bool IsLimitedWithReferences { get; init; }

    /// <summary>Whether the frames have the sizes of 1.0 models.</summary>
    public bool IsFirstGeneration { get; init; }

    public IReadOnlyList<string> Resolutions { get; init; } = ["480p", "720p", "1080p"];

    public int MinimumSeconds { get; init; }

    public int MaximumSeconds { get; init; }

    /// <summary>Whether the model supports a duration of -1.</summary>
    public bool SupportsAutomaticDuration { get; init; }
}
