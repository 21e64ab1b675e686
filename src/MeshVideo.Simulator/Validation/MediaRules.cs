using System;
using System.Linq;

namespace MeshVideo.Simulator.Validation;

/// <summary>The limits of Seedance models for media in the request. Media at other URLs is not checked.</summary>
internal sealed class MediaRules(VideoModel model, Violations violations)
{
    private const int Megabyte = 1 << 20;

    // The limits of 2 and 15 seconds are not exact: the service's own videos of 15 seconds have 361 frames at 24 fps.
    private const double LeastSeconds = 2;
    private const double MostSeconds = 15;
    private const double SlackBelow = 0.2;
    private const double SlackAbove = 0.1;

    private readonly MediaFacts _facts = new();

    public static MediaFacts Check(VideoModel model, CreateRequest request, Violations violations) =>
        new MediaRules(model, violations).Check(request);

    private MediaFacts Check(CreateRequest request)
    {
        foreach (ContentItem item in request.Content.Where(item => item.IsMedia && DataUri.Is(item.Url)))
        {
            CheckItem(item);
        }

        if (_facts.VideoSeconds > model.ReferenceSeconds + (SlackAbove * Count(ContentType.Video)))
        {
            violations.Refuse("content", $"The total duration of the reference videos exceeds {model.ReferenceSeconds} seconds");
        }

        if (_facts.AudioSeconds > model.ReferenceSeconds + (SlackAbove * Count(ContentType.Audio)))
        {
            violations.Refuse("content", $"The total duration of the reference audios exceeds {model.ReferenceSeconds} seconds");
        }

        return _facts;

        int Count(ContentType type) => request.Content.Count(item => item.Type == type);
    }

    private void CheckItem(ContentItem item)
    {
        if (DataUri.TryDecode(item.Url) is not { } data)
        {
            Refuse(item, "The data URI is not valid base64 with a media type");
            return;
        }

        string? declared = MediaFormat.OfType(data.MediaType);
        if (declared is null || !IsTaken(item.Type, declared))
        {
            Refuse(item, $"The format {data.MediaType} is not supported");
            return;
        }

        string? actual = MediaFormat.OfBytes(data.Bytes.Span);
        if (actual is null && declared == "mp3" && MediaFormat.IsLateMp3(data.Bytes.Span))
        {
            actual = "mp3";
        }

        if (actual != declared && !(item.Type == ContentType.Video && actual is ("mp4" or "mov")))
        {
            Refuse(item, $"The data is not {data.MediaType}");
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

    private bool IsTaken(ContentType type, string format) => type switch
    {
        ContentType.Image when format == "heif" => model.HeifImages,
        ContentType.Image => format is "jpeg" or "png" or "webp" or "bmp" or "tiff" or "gif",
        ContentType.Video => format is "mp4" or "mov",
        _ => format is "wav" or "mp3",
    };

    private void CheckImage(ContentItem item, string format, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 30 * Megabyte)
        {
            Refuse(item, "The image must be smaller than 30 MB");
        }

        if (!ImageHeader.Knows(format))
        {
            return;
        }

        if (ImageHeader.Read(format, bytes) is not { } size)
        {
            Refuse(item, "The image cannot be read");
            return;
        }

        _facts.FirstImage ??= size;
        if (size.Width is < 300 or > 6000 || size.Height is < 300 or > 6000)
        {
            Refuse(item, $"Each side of the image must have 300 to 6000 px, not {size.Width} x {size.Height}");
        }
        else if ((double)size.Width / size.Height is < 0.4 or > 2.5)
        {
            Refuse(item, $"Width / height of the image must be from 0.4 to 2.5, not {size.Width} / {size.Height}");
        }
    }

    private void CheckVideo(ContentItem item, ReadOnlySpan<byte> bytes)
    {
        // The limit of 50 MB is not checked, because as base64 it exceeds the limit of the body.
        if (VideoHeader.Read(bytes) is not { } header)
        {
            Refuse(item, "The video cannot be read");
            return;
        }

        _facts.VideoSeconds += header.Seconds ?? 0;
        CheckSeconds(item, header.Seconds);
        if (header.FramesPerSecond is { } pace && Math.Round(pace) is (< 24 or > 60))
        {
            Refuse(item, $"The video must have 24 to 60 fps, not {pace:0.##}");
        }
    }

    private void CheckAudio(ContentItem item, string format, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 15 * Megabyte)
        {
            Refuse(item, "The audio must not exceed 15 MB");
        }

        if (format != "wav")
        {
            return;
        }

        if (bytes.StartsWith("RIFX"u8))
        {
            return;
        }

        if (WavHeader.Read(bytes) is not { } header)
        {
            Refuse(item, "The audio cannot be read");
            return;
        }

        _facts.AudioSeconds += header.Seconds ?? 0;
        CheckSeconds(item, header.Seconds);
    }

    private void CheckSeconds(ContentItem item, double? known)
    {
        if (known is { } seconds && !(seconds is >= LeastSeconds - SlackBelow and <= MostSeconds + SlackAbove))
        {
            Refuse(item, $"The duration must be {LeastSeconds} to {MostSeconds} seconds, not {seconds:0.###}");
        }
    }

    private void Refuse(ContentItem item, string message)
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
