using System.Collections.Generic;

namespace MeshVideo.Simulator.Validation;

/// <summary>What a model takes: a line of the contract's table.</summary>
internal sealed record VideoModel(string Name, string Title, ModelPrice Price)
{
    public string Provider { get; init; } = "byteplus";

    public string Id => $"{Provider}/{Name}";

    /// <summary>Held to nothing but the shape of the body.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether a text alone will do.</summary>
    public bool TextAlone { get; init; }

    public bool FirstFrame { get; init; }

    public bool LastFrame { get; init; }

    public int ReferenceImages { get; init; }

    public int ReferenceVideos { get; init; }

    public int ReferenceAudios { get; init; }

    /// <summary>How long the reference videos may be together, and the reference audios.</summary>
    public int ReferenceSeconds { get; init; } = 15;

    /// <summary>Takes reference audio with no picture and no clip.</summary>
    public bool AudioAlone { get; init; }

    public bool MakesAudio { get; init; }

    public bool Drafts { get; init; }

    public bool Frames { get; init; }

    public bool CameraFixed { get; init; }

    public bool FlexTier { get; init; }

    /// <summary>Takes heic and heif images besides the common ones.</summary>
    public bool HeifImages { get; init; }

    /// <summary>With reference images, neither 1080p nor camera_fixed.</summary>
    public bool ModestWithReferences { get; init; }

    /// <summary>Its frames have the sizes of 1.0.</summary>
    public bool IsFirstGeneration { get; init; }

    public IReadOnlyList<string> Resolutions { get; init; } = ["480p", "720p", "1080p"];

    public int LeastSeconds { get; init; }

    public int MostSeconds { get; init; }

    /// <summary>Takes a duration of -1.</summary>
    public bool ChoosesDuration { get; init; }
}
