using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>
/// Specifies the limits for a kind of media: a row of the contract's table of limits, which are those of the Seedance models. The
/// maximum duration depends on the model.
/// </summary>
internal sealed class MediaLimits
{
    private const double MinimumTolerance = 0.2;
    private const double MaximumTolerance = 0.1;

    /// <summary>Gets the names of the formats, separated by spaces, as the contract spells them.</summary>
    public required string Formats { get; init; }

    /// <summary>Gets the names of further formats, which only some models accept.</summary>
    public string HeifFormats { get; init; } = string.Empty;

    public required long MaximumBytes { get; init; }

    /// <summary>Gets whether the size must be less than <see cref="MaximumBytes"/>, not equal to it.</summary>
    public bool IsExclusive { get; init; }

    public ValueRange? SidePixels { get; init; }

    public ValueRange? WidthToHeight { get; init; }

    /// <summary>Gets the minimum duration in seconds; null if the media have no duration.</summary>
    public double? MinimumSeconds { get; init; }

    /// <summary>
    /// Gets whether a duration is allowed, with a tolerance. Clips of nominally 15 s are often longer: those of the service
    /// itself have 361 frames at 24 frames per second.
    /// </summary>
    public bool IsDurationAllowed(double seconds, ModelCapabilities model) =>
        !(seconds < MinimumSeconds - MinimumTolerance) && !(seconds > model.MaximumClipSeconds + MaximumTolerance);

    /// <summary>Gets whether a total duration is allowed, with a tolerance for each clip.</summary>
    public static bool IsTotalDurationAllowed(IReadOnlyCollection<double> seconds, ModelCapabilities model) =>
        !(seconds.Sum() > model.TotalClipSeconds + (seconds.Count * MaximumTolerance));

    public ValueRange? FramesPerSecond { get; init; }

    private static MediaLimits Image { get; } = new()
    {
        Formats = "jpeg png webp bmp tiff gif",
        HeifFormats = "heic heif",
        MaximumBytes = 30 * ByteSize.Megabyte,
        IsExclusive = true,
        SidePixels = new(300, 6000),
        WidthToHeight = new(0.4, 2.5),
    };

    private static MediaLimits Video { get; } = new()
    {
        Formats = "mp4 mov",
        MaximumBytes = 50 * ByteSize.Megabyte,
        MinimumSeconds = 2,
        FramesPerSecond = new(24, 60),
    };

    private static MediaLimits Audio { get; } = new()
    {
        Formats = "wav mp3",
        MaximumBytes = 15 * ByteSize.Megabyte,
        MinimumSeconds = 2,
    };

    public static MediaLimits For(MediaKind kind) => kind switch
    {
        MediaKind.Image => Image,
        MediaKind.Video => Video,
        _ => Audio,
    };

    /// <summary>Gets the formats that a model accepts.</summary>
    public IReadOnlyList<string> FormatsFor(ModelCapabilities model) =>
        [.. $"{Formats} {(model.Heif != false ? HeifFormats : string.Empty)}".Split(' ').Where(format => format.Length > 0)];

    /// <summary>
    /// Gets whether to measure an input. It is not measured if its format or its size is not allowed, because it can be large.
    /// </summary>
    public static bool ShouldMeasure(ModelCapabilities model, MediaInput input, string mimeType, long length) =>
        For(input.Kind) is var limits && limits.IsSizeAllowed(length) && limits.FormatsFor(model)
            .Contains(MediaFormat.FromMimeType(mimeType));

    public bool IsSizeAllowed(long bytes) => IsExclusive ? bytes < MaximumBytes : bytes <= MaximumBytes;

    public string SizeText => $"{(IsExclusive ? "under" : "at most")} {ByteSize.Format(MaximumBytes)}";
}
