using System;
using System.Collections.Generic;
using System.Text.Json;
using MeshVideo.Simulator.Rendering;

namespace MeshVideo.Simulator.Tasks;

/// <summary>What is to be made: a valid request with every choice settled.</summary>
internal sealed record TaskSpec
{
    public const int FramesPerSecond = 24;

    public required string Model { get; init; }

    public string Prompt { get; init; } = "";

    public string Resolution { get; init; } = "720p";

    public string Ratio { get; init; } = "16:9";

    /// <summary>Seconds; of no meaning when the frames are given.</summary>
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

    /// <summary>The unknown fields of the request, echoed as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The seconds of video among the inputs, as far as they could be read.</summary>
    public double InputVideoSeconds { get; init; }

    /// <summary>Whether a clip is among the inputs, readable or not.</summary>
    public bool HasInputVideo { get; init; }

    /// <summary>Of the create, by which the charge is found.</summary>
    public string RequestId { get; init; } = "";

    public FrameSize Size { get; init; } = FrameSize.Of("720p", "16:9");

    /// <summary>A video has a frame at its beginning and one at the end of each 24th of a second.</summary>
    public int FrameCount => Frames ?? ((Duration * FramesPerSecond) + 1);

    /// <summary>The contract's estimate, which here is what is billed.</summary>
    public long CompletionTokens =>
        (long)(((InputVideoSeconds * FramesPerSecond) + FrameCount) * Size.Width * Size.Height / 1024);
}
