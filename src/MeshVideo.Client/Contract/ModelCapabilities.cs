using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace MeshVideo.Contract;

/// <summary>Describes the capabilities of a model: a row of the contract's table "What each model takes".</summary>
/// <param name="Name">The id without the provider's prefix and the date.</param>
/// <param name="TextAlone">Whether the model accepts a prompt without media.</param>
/// <param name="FirstFrame">Whether the model accepts a first frame.</param>
/// <param name="LastFrame">Whether the model accepts a last frame with a first frame.</param>
/// <param name="ReferenceImages">The maximum number of reference images.</param>
/// <param name="ReferenceVideos">The maximum number of reference videos.</param>
/// <param name="ReferenceAudios">The maximum number of reference audio files.</param>
/// <param name="Audio">Whether the model generates audio.</param>
/// <param name="Draft">Whether the model creates drafts, and final videos of drafts.</param>
/// <param name="Frames">Whether the model accepts a length in frames.</param>
/// <param name="CameraFixed">Whether the model can keep the camera still.</param>
/// <param name="FlexTier">Whether the model runs in the flex tier.</param>
/// <param name="Heif">Whether the model accepts heic and heif images.</param>
/// <param name="Resolutions">The resolutions, separated by spaces.</param>
/// <param name="Seconds">The range of durations in seconds.</param>
/// <param name="ChoosesSeconds">Whether the model accepts a duration of -1 and chooses the duration.</param>
internal sealed record ModelCapabilities(
    string Name,
    bool TextAlone,
    bool FirstFrame,
    bool LastFrame,
    int ReferenceImages,
    int ReferenceVideos,
    int ReferenceAudios,
    bool Audio,
    bool Draft,
    bool Frames,
    bool CameraFixed,
    bool FlexTier,
    bool Heif,
    string Resolutions,
    ValueRange Seconds,
    bool ChoosesSeconds)
{
    private const string Prefix = "byteplus/";
    private const bool Yes = true;
    private const bool No = false;

    private static readonly Regex Date = new(@"-\d{6}(\d{2})?$", RegexOptions.CultureInvariant);

    /// <summary>
    /// Gets the table. The contract says that some models accept a duration of <c>-1</c>. Upstream, those are versions 2.0 and
    /// 1.5.
    /// </summary>
    public static IReadOnlyList<ModelCapabilities> All { get; } =
    [
        //  name                          text first last  images videos audios audio draft frames fixed flex heif  resolutions
        // seconds      -1
        new("dreamina-seedance-2-0",      Yes, Yes,  Yes,  9,     3,     3,     Yes,  No,   No,    No,   No,  Yes,  "480p 720p 1080p 4k", new(4, 15), Yes),
        new("dreamina-seedance-2-0-fast", Yes, Yes,  Yes,  9,     3,     3,     Yes,  No,   No,    No,   No,  Yes,  "480p 720p",       new(4, 15), Yes),
        new("seedance-1-5-pro",           Yes, Yes,  Yes,  0,     0,     0,     Yes,  Yes,  No,    Yes,  Yes, Yes,  "480p 720p 1080p", new(4, 12), Yes),
        new("seedance-1-0-pro",           Yes, Yes,  Yes,  0,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No),
        new("seedance-1-0-pro-fast",      Yes, Yes,  No,   0,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No),
        new("seedance-1-0-lite-t2v",      Yes, No,   No,   0,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No),
        new("seedance-1-0-lite-i2v",      No,  Yes,  Yes,  4,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No)
        {
            ExcludedWithReferences = new(Resolution: "1080p", CameraFixed: true),
        },
    ];

    /// <summary>Gets the values that are not allowed with reference images; null if all are.</summary>
    public Exclusion? ExcludedWithReferences { get; init; }

    /// <summary>Gets the resolution of drafts.</summary>
    public static string DraftResolution => "480p";

    /// <summary>Gets the id as the service lists it, without the date.</summary>
    public string Id => Prefix + Name;

    /// <summary>Finds a model in the table.</summary>
    /// <param name="id">The id of the model, with or without the provider's prefix, and with or without a date.</param>
    /// <returns>The model; null if the table does not have it.</returns>
    public static ModelCapabilities? Find(string? id)
    {
        if (id is null)
        {
            return null;
        }

        string name = id.StartsWith(Prefix, StringComparison.Ordinal) ? id.Substring(Prefix.Length) : id;
        name = Date.Replace(name, string.Empty);
        return All.FirstOrDefault(model => model.Name == name);
    }

    /// <summary>Specifies values that are not allowed together with reference images.</summary>
    internal sealed record Exclusion(string Resolution, bool CameraFixed);
}
