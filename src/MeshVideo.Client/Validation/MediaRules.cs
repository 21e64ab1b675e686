using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>Holds the media that were looked at to the table of limits.</summary>
internal static class MediaRules
{
    public static void Check(IReadOnlyList<PreparedMedia> media, ModelCapabilities? model, ValidationResultBuilder findings)
    {
        foreach (PreparedMedia item in media)
        {
            if (item.Problem is not null)
            {
                Object(item, model, findings);
            }
            else if (model is not null && item.MimeType is not null)
            {
                CheckItem(item, model, findings);
            }
        }

        CheckTogether(MediaKind.Video, "ReferenceVideo", media, findings);
        CheckTogether(MediaKind.Audio, "ReferenceAudio", media, findings);
    }

    private static void Object(PreparedMedia item, ModelCapabilities? model, ValidationResultBuilder findings)
    {
        string noun = MediaFile.Describe(item.Input.Kind);
        if (item.Input.Source.Path is null)
        {
            findings.AddViolation(item.Input.Parameter, item.Problem!, $"data:TYPE;base64,… with {noun}");
        }
        else if (item.File is null)
        {
            findings.AddUnsendable(item.Input.Parameter, $"{item.Location}, but {item.Problem}", $"a file with {noun}");
        }
        else if (model is not null)
        {
            findings.AddViolation(item.Input.Parameter, $"{item.Location}, but {item.Problem}", $"a file with {noun}");
        }
        else
        {
            // What other providers take is not known here.
            findings.AddWarning($"{item.Input.Parameter}: {item.Location} is sent, but {item.Problem}.");
        }
    }

    private static void CheckItem(PreparedMedia item, ModelCapabilities model, ValidationResultBuilder findings)
    {
        MediaLimits limits = MediaLimits.For(item.Input.Kind);
        IReadOnlyList<string> formats = limits.FormatsFor(model);
        bool isTaken = formats.Contains(MediaFormat.FromMimeType(item.MimeType!));
        bool isSmall = limits.IsSizeAllowed(item.Length);
        if (!isTaken)
        {
            Refuse(item.MimeType!, $"{string.Join(", ", formats)} with {model.Name}");
        }

        if (!isSmall)
        {
            Refuse(ByteSize.FormatExact(item.Length), limits.SizeText);
        }

        if (isTaken && isSmall)
        {
            MediaInfo measure = item.Info ?? new MediaInfo();
            CheckSides(measure, limits, Refuse);
            CheckTime(measure, limits, Refuse);
            Warn(item, measure, limits, findings);
        }

        void Refuse(string found, string limit) => findings.AddViolation(item.Input.Parameter, $"{found} in {item.Location}", limit);
    }

    /// <summary>What could not be judged is sent, and said.</summary>
    private static void Warn(PreparedMedia item, MediaInfo measure, MediaLimits limits, ValidationResultBuilder findings)
    {
        string[] unknown =
        [
            .. limits.SidePixels is not null && measure.Width is null ? ["size in pixels"] : Array.Empty<string>(),
            .. limits.Seconds is not null && measure.DurationSeconds is null ? ["duration"] : Array.Empty<string>(),
            .. limits.FramesPerSecond is not null && measure.FrameRate is null ? ["frame rate"] : Array.Empty<string>(),
        ];
        string unmeasured = unknown.Length == 0 ? string.Empty : $"its {string.Join(" and ", unknown)} could not be measured";
        string cut = measure.IsTruncated ? "the file seems to be incomplete" : string.Empty;
        if (unknown.Length > 0 || measure.IsTruncated)
        {
            findings.AddWarning($"{item.Input.Parameter}: {item.Location} is sent, but {string.Join(", and ", new[] { cut, unmeasured }.Where(text => text.Length > 0))}.");
        }
    }

    private static void CheckSides(MediaInfo measure, MediaLimits limits, Action<string, string> refuse)
    {
        if (measure is not { Width: { } width, Height: { } height } || limits is not { SidePixels: { } sides, WidthToHeight: { } ratios })
        {
            return;
        }

        if (!sides.Contains(width) || !sides.Contains(height))
        {
            refuse($"{width} x {height} px", $"{sides} px a side");
        }

        double ratio = (double)width / height;
        if (!ratios.Contains(ratio))
        {
            refuse($"{width} x {height} px, a width of {Text(ratio)} times the height,", $"a width of {ratios} times the height");
        }
    }

    private static void CheckTime(MediaInfo measure, MediaLimits limits, Action<string, string> refuse)
    {
        if (measure.DurationSeconds is { } seconds && !limits.HoldsSeconds(seconds))
        {
            refuse($"{Text(seconds)} s", $"{limits.Seconds} s");
        }

        // 23.976 frames a second go by the name of 24, everywhere.
        if (measure.FrameRate is { } pace && limits.FramesPerSecond is { } paces && !paces.Contains(Math.Round(pace)))
        {
            refuse($"{Text(pace)} frames a second", paces.ToString());
        }
    }

    private static void CheckTogether(MediaKind kind, string parameter, IReadOnlyList<PreparedMedia> media, ValidationResultBuilder findings)
    {
        double[] seconds = [.. media.Where(item => item.Input.Kind == kind).Select(item => item.Info?.DurationSeconds).OfType<double>()];
        if (seconds.Length > 1 && !MediaLimits.For(kind).HoldsSecondsTogether(seconds))
        {
            findings.AddViolation(parameter, $"{Text(seconds.Sum())} s together", $"at most {MediaLimits.For(kind).SecondsTogether} s together");
        }
    }

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
