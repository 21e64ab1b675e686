using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Validation;
using MeshVideo.Media;

namespace MeshVideo.Client.Tests.Media;

/// <summary>A file as ffprobe measures it, as the client does, and what the client's rules say of it.</summary>
internal sealed record ComparedFile(string Name, MediaInfo? Measure, ValidationResult Verdict, Ffprobe Probe)
{
    private static readonly string[] Sounds = ["wav", "rf64", "w64", "mp3"];
    private static readonly string[] Clips = ["mp4", "mov", "fragments", "other"];

    // A frame or two; in an MP3 the encoder's delay.
    private const double Seconds = 0.11;
    private const double Rate = 0.02;

    public string Folder => Path.GetDirectoryName(Name)!;

    public bool IsClip => Clips.Contains(Folder);

    public bool IsSound => Sounds.Contains(Folder);

    public bool IsRefused => !Verdict.IsValid;

    public bool IsMeasured => Measure is { } && (
        IsClip ? Measure.DurationSeconds is not null && Measure.FrameRate is not null
        : IsSound ? Measure.DurationSeconds is not null
        : Measure.Width is not null);

    /// <summary>Where the client measures something else than ffprobe.</summary>
    public IEnumerable<string> Differences
    {
        get
        {
            MediaInfo measure = Measure ?? new();
            if (measure.DurationSeconds is { } seconds
                && Durations is { Length: > 0 }
                && Durations.All(duration => Math.Abs(seconds - duration) > Seconds))
            {
                yield return $"{seconds} s, not {string.Join(" or ", Durations)} s";
            }

            if (measure.FrameRate is { } rate
                && Probe.FramesPerSecond is { } average
                && Math.Abs(rate - average) > Rate * average)
            {
                yield return $"{rate} frames a second, not {average}";
            }

            if (measure.Width is { } width && Probe.Width is { } wide && (width != wide || measure.Height != Probe.Height))
            {
                yield return $"{width} x {measure.Height}, not {Probe.Width} x {Probe.Height}";
            }
        }
    }

    private double[] Durations => [.. new[] { Probe.Seconds, Probe.StreamSeconds }.OfType<double>()];

    /// <summary>Whether it is within the contract's limits as ffprobe measures it.</summary>
    public bool IsFineByFfprobe => Probe.Format is not null && (
        IsClip ? IsFormat("mov") && IsAnyDuration(slack: 0) && Probe.FramesPerSecond is { } rate && IsRate(rate)
        : IsSound ? IsFormat("wav", "mp3") && IsAnyDuration(slack: 0)
        : Probe.Width is not null && IsSize);

    /// <summary>Whether it is outside of them, and not by less than the two may differ.</summary>
    public bool IsWrongByFfprobe =>
        IsClip || IsSound
            ? (Durations.Length > 0 && !IsAnyDuration(Seconds)) || (IsClip && Probe.FramesPerSecond is { } rate && !IsRate(rate))
            : Probe.Width is not null && !IsSize;

    private bool IsAnyDuration(double slack) => Durations.Any(duration => IsDuration(duration, slack));

    public static async Task<ComparedFile> OfAsync(string folder, string name)
    {
        MediaSource source = MediaSource.FromFile(Path.Combine(folder, name));
        using FileStream stream = File.OpenRead(source.Path!);
        string? type = MediaSignature.DetectMimeType(stream);
        ComparedFile file = new(
            name,
            type is null ? null : MediaProbe.TryProbe(stream, type),
            new ValidationResult([], []),
            await Ffprobe.OfAsync(folder, name));
        VideoRequest request = file.IsClip ? ClientAndService.Clip(source)
            : file.IsSound ? ClientAndService.Sound(source)
            : ClientAndService.Frame(source);
        return file with { Verdict = await RequestValidator.ValidateAsync(request) };
    }

    private static bool IsDuration(double seconds, double slack) => seconds >= 1.8 - slack && seconds <= 15.1 + slack;

    private static bool IsRate(double rate) => Math.Round(rate) is >= 24 and <= 60;

    private bool IsSize =>
        Probe is { Width: >= 300 and <= 6000, Height: >= 300 and <= 6000 }
            && (double)Probe.Width.Value / Probe.Height.Value is >= 0.4 and <= 2.5;

    private bool IsFormat(params string[] names) => Array.Exists(names, name => Probe.Format!.Split(',').Contains(name));
}
