using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>Validates inspected media against the table of limits, if it applies to the model.</summary>
internal static class MediaRules
{
    /// <param name="media">The media.</param>
    /// <param name="model">The model; null if its limits are not known.</param>
    /// <param name="result">The result, which violations and warnings are added to.</param>
    public static void Check(IReadOnlyList<InspectedMedia> media, ModelCapabilities? model, ValidationResultBuilder result)
    {
        foreach (InspectedMedia item in media)
        {
            if (item.Problem is not null)
            {
                AddProblem(item, model, result);
            }
            else if (model is not null && item.MimeType is not null)
            {
                CheckItem(item, model, result);
            }
        }

        if (model is not null)
        {
            CheckTotalDuration(MediaKind.Video, "ReferenceVideo", media, model, result);
            CheckTotalDuration(MediaKind.Audio, "ReferenceAudio", media, model, result);
        }
    }

    private static void AddProblem(InspectedMedia item, ModelCapabilities? model, ValidationResultBuilder result)
    {
        string noun = MediaFile.Describe(item.Input.Kind);
        if (item.Input.Source.Path is null)
        {
            result.AddViolation(item.Input.Parameter, item.Problem!, $"data:TYPE;base64,… with {noun}");
        }
        else if (item.File is null)
        {
            result.AddUnsendable(item.Input.Parameter, $"{item.Location}, but {item.Problem}", $"a file with {noun}");
        }
        else if (model is not null)
        {
            result.AddViolation(item.Input.Parameter, $"{item.Location}, but {item.Problem}", $"a file with {noun}");
        }
        else
        {
            // The limits of other providers are not known.
            result.AddWarning($"{item.Input.Parameter}: {item.Location} is sent, but {item.Problem}.");
        }
    }

    private static void CheckItem(InspectedMedia item, ModelCapabilities model, ValidationResultBuilder result)
    {
        MediaLimits limits = MediaLimits.For(item.Input.Kind);
        IReadOnlyList<string> formats = limits.FormatsFor(model);
        bool isFormatAllowed = formats.Contains(MediaFormat.FromMimeType(item.MimeType!));
        bool isSizeAllowed = limits.IsSizeAllowed(item.Length);
        if (!isFormatAllowed)
        {
            AddViolation(item.MimeType!, $"{string.Join(", ", formats)} with {model.Name}");
        }

        if (!isSizeAllowed)
        {
            AddViolation(ByteSize.FormatExact(item.Length), limits.SizeText);
        }

        if (isFormatAllowed && isSizeAllowed)
        {
            MediaInfo info = item.Info ?? new MediaInfo();
            CheckDimensions(info, limits, AddViolation);
            CheckDuration(info, limits, model, AddViolation);
            AddWarnings(item, info, limits, result);
        }

        void AddViolation(string found, string limit) =>
            result.AddViolation(item.Input.Parameter, $"{found} in {item.Location}", limit);
    }

    /// <summary>Warns about properties that could not be measured. The file is sent nevertheless.</summary>
    private static void AddWarnings(InspectedMedia item, MediaInfo info, MediaLimits limits, ValidationResultBuilder result)
    {
        string[] unknown =
        [
            .. limits.SidePixels is not null && info.Width is null ? ["size in pixels"] : Array.Empty<string>(),
            .. limits.MinimumSeconds is not null && info.DurationSeconds is null ? ["duration"] : Array.Empty<string>(),
            .. limits.FramesPerSecond is not null && info.FrameRate is null ? ["frame rate"] : Array.Empty<string>(),
        ];
        string unmeasured = unknown.Length == 0 ? string.Empty : $"its {string.Join(" and ", unknown)} could not be measured";
        string truncated = info.IsTruncated ? "the file appears to be truncated" : string.Empty;
        if (unknown.Length > 0 || info.IsTruncated)
        {
            string problems = string.Join(", and ", new[] { truncated, unmeasured }.Where(text => text.Length > 0));
            result.AddWarning($"{item.Input.Parameter}: {item.Location} is sent, but {problems}.");
        }
    }

    private static void CheckDimensions(MediaInfo info, MediaLimits limits, Action<string, string> addViolation)
    {
        if (info is not { Width: { } width, Height: { } height }
            || limits is not { SidePixels: { } sides, WidthToHeight: { } ratios })
        {
            return;
        }

        if (!sides.Contains(width) || !sides.Contains(height))
        {
            addViolation($"{width} x {height} px", $"{sides} px on each side");
        }

        double ratio = (double)width / height;
        if (!ratios.Contains(ratio))
        {
            addViolation(
                $"{width} x {height} px, a width of {Format(ratio)} times the height,", $"a width of {ratios} times the height");
        }
    }

    private static void CheckDuration(
        MediaInfo info, MediaLimits limits, ModelCapabilities model, Action<string, string> addViolation)
    {
        if (info.DurationSeconds is { } seconds && !limits.IsDurationAllowed(seconds, model))
        {
            string allowed = model.MaximumClipSeconds is { } maximum
                ? $"{limits.MinimumSeconds} to {maximum} s"
                : $"at least {limits.MinimumSeconds} s";
            addViolation($"{Format(seconds)} s", allowed);
        }

        // 23.976 frames per second count as 24.
        if (info.FrameRate is { } frameRate
            && limits.FramesPerSecond is { } frameRates
            && !frameRates.Contains(Math.Round(frameRate)))
        {
            addViolation($"{Format(frameRate)} frames per second", frameRates.ToString());
        }
    }

    private static void CheckTotalDuration(
        MediaKind kind,
        string parameter,
        IReadOnlyList<InspectedMedia> media,
        ModelCapabilities model,
        ValidationResultBuilder result)
    {
        double[] seconds =
            [.. media.Where(item => item.Input.Kind == kind).Select(item => item.Info?.DurationSeconds).OfType<double>()];
        if (seconds.Length > 1 && !MediaLimits.IsTotalDurationAllowed(seconds, model))
        {
            result.AddViolation(
                parameter, $"{Format(seconds.Sum())} s in total", $"at most {model.TotalClipSeconds} s in total");
        }
    }

    private static string Format(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
