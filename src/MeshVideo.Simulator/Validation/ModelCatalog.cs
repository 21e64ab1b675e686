using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace MeshVideo.Simulator.Validation;

/// <summary>The models of the API contract, and two models without limits of their own. The prices are fictitious.</summary>
internal static partial class ModelCatalog
{
    public const string DefaultId = "byteplus/dreamina-seedance-2-0";

    private static readonly string[] Prefixes = ["byteplus/", "bytedance/"];

    public static IReadOnlyList<VideoModel> All { get; } =
    [
        Seedance2("dreamina-seedance-2-0", "Dreamina Seedance 2.0", ModelPrice.Tokens("7.00", "7.00", "4.30")) with
        {
            Resolutions = ["480p", "720p", "1080p", "4k"],
        },
        Seedance2("dreamina-seedance-2-0-fast", "Dreamina Seedance 2.0 Fast", ModelPrice.Tokens("5.60", "5.60", "3.30")) with
        {
            Resolutions = ["480p", "720p"],
        },

        // One source of the contract lists 1080p too, so it is accepted.
        Seedance2("dreamina-seedance-2-0-mini", "Dreamina Seedance 2.0 Mini", ModelPrice.Tokens("2.80", "2.80", "1.70")),
        Seedance25(),
        new VideoModel("seedance-1-5-pro", "Seedance 1.5 Pro", ModelPrice.Tokens("1.20", "2.40"))
        {
            SupportsTextOnly = true,
            SupportsFirstFrame = true,
            SupportsLastFrame = true,
            SupportsAudio = true,
            SupportsDrafts = true,
            LimitsDrafts = true,
            SupportsCameraFixed = true,
            SupportsFlexTier = true,
            SupportsHeif = true,
            MinimumSeconds = 4,
            MaximumSeconds = 12,
            SupportsAutomaticDuration = true,
        },
        Seedance1(
            "seedance-1-0-pro", "Seedance 1.0 Pro", "2.50") with { SupportsTextOnly = true, SupportsFirstFrame = true,
            SupportsLastFrame = true },
        Seedance1(
            "seedance-1-0-pro-fast", "Seedance 1.0 Pro Fast", "1.00") with { SupportsTextOnly = true, SupportsFirstFrame = true },
        Seedance1("seedance-1-0-lite-t2v", "Seedance 1.0 Lite, text to video", "1.80") with { SupportsTextOnly = true },
        Seedance1("seedance-1-0-lite-i2v", "Seedance 1.0 Lite, image to video", "1.80") with
        {
            SupportsFirstFrame = true,
            SupportsLastFrame = true,
            MaximumReferenceImages = 4,
            IsLimitedWithReferences = true,
        },
        Open("experimental", "Experimental", ModelPrice.Tokens("1.00", "2.00", "0.50")),
        Open("experimental-free", "Experimental, free", ModelPrice.Tokens("0", "0", "0")),
    ];

    /// <summary>Finds the model of an id, which consists of an optional prefix, the name, and an optional date.</summary>
    public static VideoModel? Find(string? id)
    {
        if (id is null)
        {
            return null;
        }

        string prefix = Prefixes.FirstOrDefault(prefix => id.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        string name = Date().Replace(id[prefix.Length..], "");
        return All.FirstOrDefault(model => model.Name == name)
            ?? All.FirstOrDefault(model => "dreamina-" + model.Name == name);
    }

    private static VideoModel Seedance2(string name, string title, ModelPrice price) => new(name, title, price)
    {
        SupportsTextOnly = true,
        SupportsFirstFrame = true,
        SupportsLastFrame = true,
        MaximumReferenceImages = 9,
        MaximumReferenceVideos = 3,
        MaximumReferenceAudios = 3,
        SupportsAudio = true,
        SupportsHeif = true,
        MinimumSeconds = 4,
        MaximumSeconds = 15,
        SupportsAutomaticDuration = true,
    };

    /// <summary>Values that are uncertain in the contract are accepted.</summary>
    private static VideoModel Seedance25()
    {
        ModelPrice price = new() { Unit = "per_second", InputPerUnit = "6.40", OutputPerUnit = "10.70" };
        return Seedance2("seedance-2-5", "Seedance 2.5", price) with
        {
            Provider = "bytedance",
            MaximumReferenceImages = 30,
            MaximumReferenceVideos = 10,
            MaximumReferenceAudios = 10,
            MaximumReferenceSeconds = 30,
            SupportsAudioOnly = true,
            SupportsDrafts = true,
            SupportsFrames = true,
            SupportsCameraFixed = true,
            SupportsFlexTier = true,
            Resolutions = ["480p", "720p", "1080p", "4k"],
            MaximumSeconds = 30,
        };
    }

    private static VideoModel Seedance1(string name, string title, string price) => new(name, title, ModelPrice.Tokens(price))
    {
        SupportsFrames = true,
        SupportsCameraFixed = true,
        SupportsFlexTier = true,
        IsFirstGeneration = true,
        MinimumSeconds = 2,
        MaximumSeconds = 12,
    };

    private static VideoModel Open(string name, string title, ModelPrice price) => new(name, title, price)
    {
        IsOpen = true,
        SupportsTextOnly = true,
        SupportsFirstFrame = true,
        MaximumReferenceVideos = int.MaxValue,
        MaximumReferenceAudios = int.MaxValue,
        SupportsAudioOnly = true,
        SupportsAudio = true,
    };

    [GeneratedRegex(@"-\d{6}(\d{2})?$")]
    private static partial Regex Date();
}
