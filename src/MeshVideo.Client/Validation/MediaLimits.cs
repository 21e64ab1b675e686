using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>What holds for media of a kind: a row of the contract's table of limits. They are Seedance's.</summary>
internal sealed class MediaLimits
{
    private const double LeastSlack = 0.2;
    private const double MostSlack = 0.1;

    /// <summary>By their names in the contract.</summary>
    public required string Formats { get; init; }

    /// <summary>Formats that some models take besides.</summary>
    public string MoreFormats { get; init; } = string.Empty;

    public required long Bytes { get; init; }

    /// <summary>Whether the size has to be under the limit, not at most that.</summary>
    public bool IsUnder { get; init; }

    public ValueRange? SidePixels { get; init; }

    public ValueRange? WidthToHeight { get; init; }

    public ValueRange? Seconds { get; init; }

    public double? SecondsTogether { get; init; }

    /// <summary>
    /// The seconds with their slack. "15 s" is what such a clip is called: the service's own has 361 frames at 24 a second, and a peer of
    /// ours takes 1.8 to 15.1 s.
    /// </summary>
    public bool HoldsSeconds(double seconds) =>
        Seconds is not { } bounds || new ValueRange(bounds.Least - LeastSlack, bounds.Most + MostSlack).Contains(seconds);

    /// <summary>The seconds of several together: each has its slack.</summary>
    public bool HoldsSecondsTogether(IReadOnlyCollection<double> seconds) =>
        SecondsTogether is not { } most || seconds.Sum() <= most + (seconds.Count * MostSlack);

    public ValueRange? FramesPerSecond { get; init; }

    private static MediaLimits Image { get; } = new()
    {
        Formats = "jpeg png webp bmp tiff gif",
        MoreFormats = "heic heif",
        Bytes = 30 * ByteSize.Megabyte,
        IsUnder = true,
        SidePixels = new(300, 6000),
        WidthToHeight = new(0.4, 2.5),
    };

    private static MediaLimits Video { get; } = new()
    {
        Formats = "mp4 mov",
        Bytes = 50 * ByteSize.Megabyte,
        Seconds = new(2, 15),
        SecondsTogether = 15,
        FramesPerSecond = new(24, 60),
    };

    private static MediaLimits Audio { get; } = new()
    {
        Formats = "wav mp3",
        Bytes = 15 * ByteSize.Megabyte,
        Seconds = new(2, 15),
        SecondsTogether = 15,
    };

    // The names that a format goes by in data URIs.
    private static readonly Dictionary<string, string> FormatsByMimeType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = "jpeg",
        ["image/jpg"] = "jpeg",
        ["image/png"] = "png",
        ["image/webp"] = "webp",
        ["image/bmp"] = "bmp",
        ["image/x-ms-bmp"] = "bmp",
        ["image/tiff"] = "tiff",
        ["image/gif"] = "gif",
        ["image/heic"] = "heic",
        ["image/heif"] = "heif",
        ["video/mp4"] = "mp4",
        ["video/quicktime"] = "mov",
        ["video/mov"] = "mov",
        ["audio/wav"] = "wav",
        ["audio/x-wav"] = "wav",
        ["audio/wave"] = "wav",
        ["audio/vnd.wave"] = "wav",
        ["audio/mpeg"] = "mp3",
        ["audio/mp3"] = "mp3",
    };

    public static MediaLimits For(MediaKind kind) => kind switch
    {
        MediaKind.Image => Image,
        MediaKind.Video => Video,
        _ => Audio,
    };

    /// <returns>The contract's name of a format, or null for one that it does not name.</returns>
    public static string? FormatOf(string mimeType) => FormatsByMimeType.TryGetValue(mimeType, out string? format) ? format : null;

    /// <summary>The formats that a model takes.</summary>
    public IReadOnlyList<string> FormatsFor(ModelCapabilities model) =>
        [.. $"{Formats} {(model.Heif ? MoreFormats : string.Empty)}".Split(' ').Where(format => format.Length > 0)];

    public bool IsSizeAllowed(long bytes) => IsUnder ? bytes < Bytes : bytes <= Bytes;

    public string SizeText => $"{(IsUnder ? "under" : "at most")} {ByteSize.Format(Bytes)}";
}
