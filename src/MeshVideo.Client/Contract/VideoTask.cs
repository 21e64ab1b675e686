using System;
using System.Collections.Generic;
using MeshVideo.Storage;

namespace MeshVideo;

/// <summary>A video being made, or made: the service's task, as last read.</summary>
public sealed class VideoTask
{
    /// <summary>The service's id of the task (<c>id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The id as a file's name, without an extension: an id is whatever the service sends, such as <c>../../x</c>. Never empty, in no other
    /// folder, and taken by every system.
    /// </summary>
    public string SafeName => SafeFileName.From(Id);

    /// <summary>Where the task stands (<c>status</c>).</summary>
    public VideoTaskStatus Status { get; init; }

    /// <summary>The service's own word for the status.</summary>
    public string? StatusText { get; init; }

    /// <summary>The model (<c>model</c>).</summary>
    public string? Model { get; init; }

    /// <summary>Why the task failed (<c>error</c>), if it did.</summary>
    public VideoTaskError? Error { get; init; }

    /// <summary>When the task was made (<c>created_at</c>).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the service last changed the task (<c>updated_at</c>).</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The signed link to the video (<c>content.video_url</c>). Whoever has it has the video, for about 24 hours.</summary>
    public Uri? VideoUrl { get; init; }

    /// <summary>The signed link to the last frame (<c>content.last_frame_url</c>), if it was asked for.</summary>
    public Uri? LastFrameUrl { get; init; }

    /// <summary>The seed used (<c>seed</c>).</summary>
    public long? Seed { get; init; }

    /// <summary>The resolution (<c>resolution</c>), such as 720p.</summary>
    public string? Resolution { get; init; }

    /// <summary>Width to height (<c>ratio</c>), such as 16:9.</summary>
    public string? Ratio { get; init; }

    /// <summary>The length of the video in seconds (<c>duration</c>).</summary>
    public int? Duration { get; init; }

    /// <summary>The length of the video in frames (<c>frames</c>).</summary>
    public int? Frames { get; init; }

    /// <summary>Frames a second (<c>framespersecond</c>).</summary>
    public int? FramesPerSecond { get; init; }

    /// <summary>Whether the video has sound (<c>generate_audio</c>).</summary>
    public bool? GenerateAudio { get; init; }

    /// <summary>The end user's stable id (<c>safety_identifier</c>).</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>0 to 9, higher is more urgent (<c>priority</c>).</summary>
    public int? Priority { get; init; }

    /// <summary>Whether this is a preview (<c>draft</c>).</summary>
    public bool? Draft { get; init; }

    /// <summary>The draft this was made from (<c>draft_task_id</c>).</summary>
    public string? DraftTaskId { get; init; }

    /// <summary>The tier (<c>service_tier</c>): default or flex.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Seconds from creation after which the task expires (<c>execution_expires_after</c>).</summary>
    public int? ExpiresAfterSec { get; init; }

    /// <summary>What the task used (<c>usage</c>), once it succeeded.</summary>
    public VideoTaskUsage? Usage { get; init; }

    /// <summary>Fields of the answer that this version does not know, by their JSON names.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = EmptyProperties;

    /// <summary>The service's id of the exchange that brought this state (<c>X-Request-Id</c>).</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Whether the service itself told this. A callback can come from anybody: a task made of one is not confirmed, and nothing is done on
    /// its word. Reading it by its id confirms it.
    /// </summary>
    public bool IsConfirmed { get; init; } = true;

    /// <summary>The request that made the task, where it was made in this session; otherwise nothing.</summary>
    public VideoRequest? Request { get; set; }

    /// <summary>The object, such as a row of a table, that the task was made from in this session.</summary>
    public object? Source { get; set; }

    /// <summary>Whether the task has ended, well or badly: <c>succeeded</c>, <c>failed</c>, <c>expired</c> or <c>cancelled</c>.</summary>
    public bool IsFinished => Status is VideoTaskStatus.Succeeded or VideoTaskStatus.Failed or VideoTaskStatus.Expired or VideoTaskStatus.Cancelled;

    /// <summary>The time since the task was made.</summary>
    public TimeSpan? Age => DateTimeOffset.UtcNow - CreatedAt;

    /// <summary>How to reach the service that has the task; not for people, and never written out.</summary>
    internal MeshVideoConnection? Connection { get; set; }

    /// <summary>What the service's clock showed when this was read, if it said so.</summary>
    internal DateTimeOffset? ServiceTime { get; set; }

    /// <summary>When this state was read from the service, where it was.</summary>
    internal DateTimeOffset? ReadAt { get; set; }

    private static readonly Dictionary<string, object?> EmptyProperties = [];

    /// <summary>Takes over from an earlier state what only this session knows: the request and its source.</summary>
    /// <param name="earlier">The task before it was read again.</param>
    /// <returns>This task.</returns>
    public VideoTask CarryOver(VideoTask? earlier)
    {
        Request ??= earlier?.Request;
        Source ??= earlier?.Source;
        return this;
    }

    /// <summary>The id, as it may be shown.</summary>
    /// <returns><see cref="Id"/>, on one line and without control characters.</returns>
    public override string ToString() => DisplayText.Sanitize(Id);
}
