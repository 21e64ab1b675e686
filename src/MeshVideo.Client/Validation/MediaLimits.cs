using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>What holds for media of a kind: a row of the contract's table of limits. They are Seedance's.</summary>
internal sealed class MediaLimits
{
    private const double MinimumSlack = 0.2;
    private const double MaximumSlack = 0.1;

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
        Seconds is not { } bounds || new ValueRange(bounds.Minimum - MinimumSlack, bounds.Maximum + MaximumSlack).Contains(seconds);

    /// <summary>The seconds of several together: each has its slack.</summary>
    public bool HoldsSecondsTogether(IReadOnlyCollection<double> seconds) =>
        SecondsTogether is not { } most || seconds.Sum() <= most + (seconds.Count * MaximumSlack);

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

    public static MediaLimits For(MediaKind kind) => kind switch
    {
        MediaKind.Image => Image,
        MediaKind.Video => Video,
        _ => Audio,
    };

    /// <summary>The formats that a model takes.</summary>
    public IReadOnlyList<string> FormatsFor(ModelCapabilities model) =>
        [.. $"{Formats} {(model.Heif ? MoreFormats : string.Empty)}".Split(' ').Where(format => format.Length > 0)];

    /// <summary>Whether to measure an input: not if its format or its size is refused, however large it is.</summary>
    public static bool ShouldMeasure(ModelCapabilities model, MediaInput input, string mimeType, long length) =>
        For(input.Kind) is var limits && limits.IsSizeAllowed(length) && limits.FormatsFor(model).Contains(MediaFormat.FromMimeType(mimeType));

    public bool IsSizeAllowed(long bytes) => IsUnder ? bytes < Bytes : bytes <= Bytes;

    public string SizeText => $"{(IsUnder ? "under" : "at most")} {ByteSize.Format(Bytes)}";
}
