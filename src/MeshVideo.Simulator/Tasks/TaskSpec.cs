using System;
using System.Collections.Generic;
using System.Text.Json;
using MeshVideo.Simulator.Rendering;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The specification of a video: a valid request with all defaults applied.</summary>
internal sealed record TaskSpec
{
    public const int FramesPerSecond = 24;

    public required string Model { get; init; }

    public string Prompt { get; init; } = "";

    public string Resolution { get; init; } = "720p";

    public string Ratio { get; init; } = "16:9";

    /// <summary>The duration in seconds, which is ignored if the frames are specified.</summary>
    public int Duration { get; init; } = 5;

    public int? Frames { get; init; }

    public long Seed { get; init; }

    public bool? GenerateAudio { get; init; }

    public bool ReturnLastFrame { get; init; }

    public bool Draft { get; init; }

    public string? DraftTaskId { get; init; }

    public string ServiceTier { get; init; } = "default";

    public long ExecutionExpiresAfter { get; init; } = 172800;

    public int Priority { get; init; }

    public string? SafetyIdentifier { get; init; }

    public Uri? CallbackUrl { get; init; }

    /// <summary>The unknown fields of the request, which are echoed unchanged.</summary>
    public IReadOnlyDictionary<string, JsonElement> UnknownFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The total duration of the input videos that could be read, in seconds.</summary>
    public double InputVideoSeconds { get; init; }

    /// <summary>Whether the request contains an input video, readable or not.</summary>
    public bool HasInputVideo { get; init; }

    /// <summary>The id of the create request, which identifies the charge.</summary>
    public string RequestId { get; init; } = "";

    public FrameSize Size { get; init; } = FrameSize.Get("720p", "16:9");

    /// <summary>The number of frames: one at the start, and one at the end of each 24th of a second.</summary>
    public int FrameCount => Frames ?? ((Duration * FramesPerSecond) + 1);

    /// <summary>The estimated tokens of the API contract. The simulator charges this estimate.</summary>
    public long CompletionTokens =>
        (long)(((InputVideoSeconds * FramesPerSecond) + FrameCount) * Size.Width * Size.Height / 1024);
}
