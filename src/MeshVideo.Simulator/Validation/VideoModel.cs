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
    public bool TextAlone { get; init; }

    public bool FirstFrame { get; init; }

    public bool LastFrame { get; init; }

    public int ReferenceImages { get; init; }

    public int ReferenceVideos { get; init; }

    public int ReferenceAudios { get; init; }

    /// <summary>The maximum total duration of the reference videos, and of the reference audios.</summary>
    public int ReferenceSeconds { get; init; } = 15;

    /// <summary>Whether the model supports reference audio without an image or video.</summary>
    public bool AudioAlone { get; init; }

    public bool MakesAudio { get; init; }

    public bool Drafts { get; init; }

    public bool Frames { get; init; }

    public bool CameraFixed { get; init; }

    public bool FlexTier { get; init; }

    /// <summary>Whether the model supports heic and heif images.</summary>
    public bool HeifImages { get; init; }

    /// <summary>Whether reference images exclude 1080p and camera_fixed.</summary>
    public bool ModestWithReferences { get; init; }

    /// <summary>Whether the frames have the sizes of 1.0 models.</summary>
    public bool IsFirstGeneration { get; init; }

    public IReadOnlyList<string> Resolutions { get; init; } = ["480p", "720p", "1080p"];

    public int LeastSeconds { get; init; }

    public int MostSeconds { get; init; }

    /// <summary>Whether the model supports a duration of -1.</summary>
    public bool ChoosesDuration { get; init; }
}
