using System;
using System.Linq;
using MeshVideo.Simulator.Rendering;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Validation;

/// <summary>Completes a valid request: from its draft, from its media, or with defaults.</summary>
internal static class TaskSpecBuilder
{
    public const string Adaptive = "adaptive";
    public const string DraftResolution = "480p";

    private const string DefaultResolution = "720p";
    private const string DefaultRatio = "16:9";
    private const int DefaultDuration = 5;

    public static TaskSpec Build(CreateRequest request, VideoModel model, MediaProperties facts, VideoTask? draft)
    {
        bool isDraft = request.Draft == true;
        string resolution = request.Resolution ?? (isDraft ? DraftResolution : DefaultResolution);
        string ratio = GetRatio(request.Ratio, facts) ?? draft?.Spec.Ratio ?? DefaultRatio;
        return new TaskSpec
        {
            Model = request.Model!,
            Prompt = string.Join('\n', request.Content.Select(item => item.Text).OfType<string>()),
            Resolution = resolution,
            Ratio = ratio,
            Size = FrameSize.GetNearest(resolution, ratio, model.IsFirstGeneration),
            Duration = request.Duration is > 0 and var seconds ? seconds : draft?.Spec.Duration ?? DefaultDuration,
            Frames = request.Frames,
            Seed = request.Seed is >= 0 and var seed ? seed : draft?.Spec.Seed ?? Random.Shared.NextInt64(uint.MaxValue),
            GenerateAudio = request.GenerateAudio ?? draft?.Spec.GenerateAudio ?? (model.SupportsAudio ? true : null),
            ReturnLastFrame = request.ReturnLastFrame == true,
            Draft = isDraft,
            DraftTaskId = draft?.Id,
            ServiceTier = request.ServiceTier ?? "default",
            ExecutionExpiresAfter = request.ExecutionExpiresAfter ?? 172800,
            Priority = request.Priority ?? 0,
            SafetyIdentifier = request.SafetyIdentifier,
            CallbackUrl = request.CallbackUrl,
            UnknownFields = request.UnknownFields,
            InputVideoSeconds = facts.VideoSeconds,
            HasInputVideo = request.Content.Any(item => item.Type == ContentType.Video),
        };
    }

    private static string? GetRatio(string? asked, MediaProperties facts) =>
        asked != Adaptive ? asked : facts.FirstImage is var (width, height) ? FrameSize.NearestRatio(width, height) : null;
}
