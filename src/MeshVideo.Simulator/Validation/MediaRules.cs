using System;
using System.Linq;

namespace MeshVideo.Simulator.Validation;

/// <summary>The limits of Seedance models for media in the request. Media at other URLs is not checked.</summary>
internal sealed class MediaRules(VideoModel model, Violations violations)
{
    private const int Megabyte = 1 << 20;

    // The limits are not exact: the service's own videos of 15 seconds have 361 frames at 24 fps.
    private const double MinimumSeconds = 2;
    private const double ToleranceBelow = 0.2;
    private const double ToleranceAbove = 0.1;

    private readonly MediaProperties _properties = new();

    public static MediaProperties Check(VideoModel model, CreateRequest request, Violations violations) =>
        new MediaRules(model, violations).Check(request);

    private MediaProperties Check(CreateRequest request)
    {
        foreach (ContentItem item in request.Content.Where(item => item.IsMedia && DataUri.Is(item.Url)))
        {
            CheckItem(item);
        }

        if (_properties.VideoSeconds > model.MaximumReferenceSeconds + (ToleranceAbove * Count(ContentType.Video)))
        {
            violations.AddInvalidValue(
                "content", $"The total duration of the reference videos exceeds {model.MaximumReferenceSeconds} seconds");
        }

        if (_properties.AudioSeconds > model.MaximumReferenceSeconds + (ToleranceAbove * Count(ContentType.Audio)))
        {
            violations.AddInvalidValue(
                "content", $"The total duration of the reference audios exceeds {model.MaximumReferenceSeconds} seconds");
        }

        return _properties;

        int Count(ContentType type) => request.Content.Count(item => item.Type == type);
    }

    private void CheckItem(ContentItem item)
    {
        if (DataUri.TryDecode(item.Url) is not { } data)
        {
            AddViolation(item, "The data URI is not valid base64 with a media type");
            return;
        }

        string? declared = MediaFormat.FromMimeType(data.MediaType);
        if (declared is null || !IsSupported(item.Type, declared))
        {
            AddViolation(item, $"The format {data.MediaType} is not supported");
            return;
        }

        string? actual = MediaFormat.Detect(data.Bytes.Span);
        if (actual is null && declared == "mp3" && MediaFormat.IsPaddedMp3(data.Bytes.Span))
        {
            actual = "mp3";
        }

        if (actual != declared && !(item.Type == ContentType.Video && actual is ("mp4" or "mov")))
        {
            AddViolation(item, $"The data is not {data.MediaType}");
            return;
        }

        switch (item.Type)
        {
            case ContentType.Image:
                CheckImage(item, declared, data.Bytes.Span);
                break;
            case ContentType.Video:
                CheckVideo(item, data.Bytes.Span);
                break;
            default:
                CheckAudio(item, declared, data.Bytes.Span);
                break;
        }
    }

    private bool IsSupported(ContentType type, string format) => type switch
    {
        ContentType.Image when format == "heif" => model.SupportsHeif,
        ContentType.Image => format is "jpeg" or "png" or "webp" or "bmp" or "tiff" or "gif",
        ContentType.Video => format is "mp4" or "mov",
        _ => format is "wav" or "mp3",
    };

    private void CheckImage(ContentItem item, string format, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 30 * Megabyte)
        {
            AddViolation(item, "The image must be smaller than 30 MB");
        }

        if (!ImageHeader.IsSupported(format))
        {
            return;
        }

        if (ImageHeader.ReadSize(format, bytes) is not { } size)
        {
            AddViolation(item, "The image cannot be read");
            return;
        }

        _properties.FirstImage ??= size;
        if (size.Width is < 300 or > 6000 || size.Height is < 300 or > 6000)
        {
            AddViolation(item, $"Each side of the image must have 300 to 6000 px, not {size.Width} x {size.Height}");
        }
        else if ((double)size.Width / size.Height is < 0.4 or > 2.5)
        {
            AddViolation(item, $"Width / height of the image must be from 0.4 to 2.5, not {size.Width} / {size.Height}");
        }
    }

    private void CheckVideo(ContentItem item, ReadOnlySpan<byte> bytes)
    {
        // The limit of 50 MB is not checked, because as base64 it exceeds the limit of the body.
        if (VideoHeader.Read(bytes) is not { } header)
        {
            AddViolation(item, "The video cannot be read");
            return;
        }

        _properties.VideoSeconds += header.Seconds ?? 0;
        CheckSeconds(item, header.Seconds);
        if (header.FramesPerSecond is { } pace && Math.Round(pace) is (< 24 or > 60))
        {
            AddViolation(item, $"The video must have 24 to 60 fps, not {pace:0.##}");
        }
    }

    private void CheckAudio(ContentItem item, string format, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 15 * Megabyte)
        {
            AddViolation(item, "The audio must not exceed 15 MB");
        }

        if (format != "wav")
        {
            return;
        }

        if (bytes.StartsWith("RIFX"u8))
        {
            return;
        }

        if (WavHeader.ReadDuration(bytes) is not { } header)
        {
            AddViolation(item, "The audio cannot be read");
            return;
        }

        _properties.AudioSeconds += header.Seconds ?? 0;
        CheckSeconds(item, header.Seconds);
    }

    private void CheckSeconds(ContentItem item, double? known)
    {
        // One item can have the duration of all: a video of the model itself can be its input.
        int maximum = model.MaximumReferenceSeconds;
        if (known is { } seconds && !(seconds >= MinimumSeconds - ToleranceBelow && seconds <= maximum + ToleranceAbove))
        {
            AddViolation(item, $"The duration must be {MinimumSeconds} to {maximum} seconds, not {seconds:0.###}");
        }
    }

    private void AddViolation(ContentItem item, string message)
    {
        string field = item.Type switch
        {
            ContentType.Image => "image_url",
            ContentType.Video => "video_url",
            _ => "audio_url",
        };
        violations.Add("value_error", message, "body", "content", item.Index, field, "url");
    }
}
