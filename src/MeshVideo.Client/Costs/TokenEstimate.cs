using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Media;

namespace MeshVideo.Costs;

/// <summary>The number of tokens that the service will bill for a video.</summary>
/// <param name="Tokens">The number; null if it is not known.</param>
/// <param name="IsLowerBound">Whether it can be more.</param>
/// <param name="UnknownReason">Why it is not known.</param>
internal sealed record TokenEstimate(long? Tokens, bool IsLowerBound, string? UnknownReason)
{
    private const int FramesPerSecond = 24;
    private const int PixelsPerToken = 1024;
    private const string TextToVideoRatio = "16:9";
    private const string AdaptiveRatio = "adaptive";

    /// <param name="request">The request.</param>
    /// <param name="media">Its media, inspected.</param>
    /// <param name="model">The model; null if the table does not have it.</param>
    public static TokenEstimate Create(VideoRequest request, IReadOnlyList<InspectedMedia> media, ModelCapabilities? model)
    {
        if (GetUnknownReason(request, model) is { } reason)
        {
            return Unknown(reason);
        }

        string? resolution = request.Resolution ?? model!.DefaultResolution;
        // If the input determines the ratio, the largest frame is assumed. The frames of a resolution differ by a few percent.
        string ratio = request.Ratio
            ?? (media.Any(item => item.Input.Kind != MediaKind.Audio) ? AdaptiveRatio : TextToVideoRatio);
        if (FrameSizes.GetArea(model!.FrameSizes, resolution, ratio) is not { } area)
        {
            return Unknown($"the size of a video with the resolution {resolution} and the ratio {ratio} is not known");
        }

        if ((request.Frames ?? ((request.Duration ?? model.DefaultSeconds) * FramesPerSecond) + 1) is not { } frames)
        {
            return Unknown("the default duration of the model is not known");
        }

        double?[] clips = [.. media.Where(item => item.Input.Kind == MediaKind.Video).Select(item => item.Info?.DurationSeconds)];
        return clips.Contains(null)
            ? Unknown("the duration of an input video is not known")
            : new TokenEstimate(
                (long)(area * (frames + (clips.Sum()!.Value * FramesPerSecond)) / PixelsPerToken), clips.Length > 0, null);
    }

    private static string? GetUnknownReason(VideoRequest request, ModelCapabilities? model)
    {
        string? replaced = request.AdditionalProperties.Keys.FirstOrDefault(
            name => name is "model" or "content" || RequestFields.Find(name) is not null);
        return replaced is not null ? $"an additional property specifies '{replaced}'"
            : model is null ? "the table of models does not have the model"
            : request.Draft == true || request.DraftTaskId is not null ? "the tokens of drafts and of their videos are not known"
            : request.ServiceTier is not (null or RequestFields.DefaultTier)
                ? $"the price of the service tier {request.ServiceTier} is not known"
            : request.Duration < 1 ? "the model chooses the duration"
            : null;
    }

    private static TokenEstimate Unknown(string reason) => new(null, IsLowerBound: false, reason);
}
