using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace MeshVideo.Contract;

/// <summary>What a model takes: a row of the contract's table "What each model takes".</summary>
/// <param name="Name">The id without the provider's prefix and without the date.</param>
/// <param name="TextAlone">Text with no media at all.</param>
/// <param name="FirstFrame">A first frame.</param>
/// <param name="LastFrame">A first and a last frame.</param>
/// <param name="ReferenceImages">How many reference images at most.</param>
/// <param name="ReferenceVideos">How many reference videos at most.</param>
/// <param name="ReferenceAudios">How many reference audios at most.</param>
/// <param name="Audio">Makes audio.</param>
/// <param name="Draft">Makes drafts, and final videos of them.</param>
/// <param name="Frames">Takes its length in frames.</param>
/// <param name="CameraFixed">Keeps the camera still.</param>
/// <param name="FlexTier">Runs in the flex tier.</param>
/// <param name="Heif">Takes heic and heif images besides the common ones.</param>
/// <param name="Resolutions">The resolutions.</param>
/// <param name="Seconds">The durations.</param>
/// <param name="ChoosesSeconds">Takes a duration of -1.</param>
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
    /// The table. Of <c>-1</c> for a duration the contract says that some models take it: upstream those are the ones of 2.0 and 1.5.
    /// </summary>
    public static IReadOnlyList<ModelCapabilities> All { get; } =
    [
        //  name                          text first last  images videos audios audio draft frames fixed flex heif  resolutions        seconds      -1
        new("dreamina-seedance-2-0",      Yes, Yes,  Yes,  9,     3,     3,     Yes,  No,   No,    No,   No,  Yes,  "480p 720p 1080p 4k", new(4, 15), Yes),
        new("dreamina-seedance-2-0-fast", Yes, Yes,  Yes,  9,     3,     3,     Yes,  No,   No,    No,   No,  Yes,  "480p 720p",       new(4, 15), Yes),
        new("seedance-1-5-pro",           Yes, Yes,  Yes,  0,     0,     0,     Yes,  Yes,  No,    Yes,  Yes, Yes,  "480p 720p 1080p", new(4, 12), Yes),
        new("seedance-1-0-pro",           Yes, Yes,  Yes,  0,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No),
        new("seedance-1-0-pro-fast",      Yes, Yes,  No,   0,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No),
        new("seedance-1-0-lite-t2v",      Yes, No,   No,   0,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No),
        new("seedance-1-0-lite-i2v",      No,  Yes,  Yes,  4,     0,     0,     No,   No,   Yes,   Yes,  Yes, No,   "480p 720p 1080p", new(2, 12), No)
        {
            NotWithReferences = new(Resolution: "1080p", CameraFixed: true),
        },
    ];

    /// <summary>What the cells of the row for reference images rule out besides.</summary>
    public Exclusion? NotWithReferences { get; init; }

    /// <summary>What a draft is made with: the cell of the draft column.</summary>
    public static string DraftResolution => "480p";

    /// <summary>The id as the service lists it, but for the date.</summary>
    public string Id => Prefix + Name;

    /// <param name="id">The model's id: with the provider's prefix or without, with a date or without.</param>
    /// <returns>Null for a model that the table does not name.</returns>
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

    /// <summary>What does not go together with references.</summary>
    internal sealed record Exclusion(string Resolution, bool CameraFixed);
}
