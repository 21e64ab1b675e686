using System.Collections.Generic;

namespace MeshVideo.Validation;

/// <summary>The contract's table of fields: the ranges hold for every model, the sets for those that the table of models names.</summary>
internal static class FieldLimits
{
    // frames = 25 + 4n
    public const int FramesBase = 25;
    public const int FramesStep = 4;

    /// <summary>The duration by which a model is told to choose.</summary>
    public const int ChosenDuration = -1;

    /// <summary>The same in words, since some cultures have a minus sign of their own.</summary>
    public const string ChosenDurationText = "-1";

    public const string FlexTier = "flex";

    public const long BodyBytes = 64 * ByteSize.Megabyte;

    public static ValueRange Frames { get; } = new(29, 289);

    public static ValueRange Seed { get; } = new(-1, uint.MaxValue);

    public static ValueRange ExpiresAfterSec { get; } = new(3600, 259200);

    public static ValueRange Priority { get; } = new(0, 9);

    public static IReadOnlyList<string> Ratios { get; } = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"];

    public static IReadOnlyList<string> ServiceTiers { get; } = ["default", FlexTier];
}
