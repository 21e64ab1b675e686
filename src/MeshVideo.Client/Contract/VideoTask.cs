using System;
using System.Collections.Generic;
using MeshVideo.Storage;

namespace MeshVideo;

/// <summary>Represents a task of the service that generates a video, as last read.</summary>
public sealed partial class VideoTask
{
    /// <summary>Gets the id of the task (<c>id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Gets the id as a file name without an extension. It is never empty, contains no path and is valid on every operating
    /// system, whatever the service sends as the id, such as <c>../../x</c>.
    /// </summary>
    public string SafeName => SafeFileName.From(Id);

    /// <summary>Gets the status of the task (<c>status</c>).</summary>
    public VideoTaskStatus Status { get; init; }

    /// <summary>Gets the status as the service sent it.</summary>
    public string? StatusText { get; init; }

    /// <summary>Gets the model (<c>model</c>).</summary>
    public string? Model { get; init; }

    /// <summary>Gets the error of a failed task (<c>error</c>); null if there is none.</summary>
    public VideoTaskError? Error { get; init; }

    /// <summary>Gets the time when the task was created (<c>created_at</c>).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets the time when the service last updated the task (<c>updated_at</c>).</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>
    /// Gets the signed link to the video (<c>content.video_url</c>). It is valid for about 24 hours, and gives access to the
    /// video to everyone who has it.
    /// </summary>
    public Uri? VideoUrl
    {
        get => Show(SignedVideoUrl);
        init => SignedVideoUrl = value;
    }

    /// <summary>Gets the signed link to the last frame (<c>content.last_frame_url</c>); null if it was not requested.</summary>
    public Uri? LastFrameUrl
    {
        get => Show(SignedLastFrameUrl);
        init => SignedLastFrameUrl = value;
    }

    /// <summary>
    /// Gets the time when the link to the video expires, by the service's clock; null if the task has no link. If the link
    /// doesn't contain the time, it is assumed to be 24 hours after the end of the task (<see cref="IsExpiryAssumed"/>).
    /// </summary>
    public DateTimeOffset? ExpiresAt => SignedExpiration ?? AssumedExpiration;

    /// <summary>Gets whether <see cref="ExpiresAt"/> is an assumption, because the link doesn't contain the time.</summary>
    public bool IsExpiryAssumed => SignedExpiration is null && AssumedExpiration is not null;

    /// <summary>Gets the seed (<c>seed</c>).</summary>
    public long? Seed { get; init; }

    /// <summary>Gets the resolution (<c>resolution</c>), such as 720p.</summary>
    public string? Resolution { get; init; }

    /// <summary>Gets the aspect ratio (<c>ratio</c>), such as 16:9.</summary>
    public string? Ratio { get; init; }

    /// <summary>Gets the duration of the video in seconds (<c>duration</c>).</summary>
    public int? Duration { get; init; }

    /// <summary>Gets the number of frames of the video (<c>frames</c>).</summary>
    public int? Frames { get; init; }

    /// <summary>Gets the number of frames per second (<c>framespersecond</c>).</summary>
    public int? FramesPerSecond { get; init; }

    /// <summary>Gets whether the video has audio (<c>generate_audio</c>).</summary>
    public bool? GenerateAudio { get; init; }

    /// <summary>Gets the stable id of the end user (<c>safety_identifier</c>).</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>Gets the priority (<c>priority</c>): 0 to 9. Higher values are more urgent.</summary>
    public int? Priority { get; init; }

    /// <summary>Gets whether the video is a draft (<c>draft</c>).</summary>
    public bool? Draft { get; init; }

    /// <summary>Gets the id of the draft task that the video was created from (<c>draft_task_id</c>).</summary>
    public string? DraftTaskId { get; init; }

    /// <summary>Gets the service tier (<c>service_tier</c>): default or flex.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Gets the number of seconds from creation after which the task expires (<c>execution_expires_after</c>).</summary>
    public int? ExpiresAfterSec { get; init; }

    /// <summary>Gets the usage of a task that has succeeded (<c>usage</c>).</summary>
    public VideoTaskUsage? Usage { get; init; }

    /// <summary>Gets the fields that this version does not know, by their JSON names.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties
    {
        get => _additionalProperties;
        init => _additionalProperties = value;
    }

    /// <summary>Gets the service's id of the request that returned this state (<c>X-Request-Id</c>).</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Gets whether the service itself returned this state. Anyone can send a callback, so a task read from a callback is not
    /// confirmed, and the module does not act on it. Reading the task by its id confirms it.
    /// </summary>
    public bool IsConfirmed { get; init; } = true;

    /// <summary>Gets or sets the request that created the task; null if the task was not created in this session.</summary>
    public VideoRequest? Request { get; set; }

    /// <summary>Gets or sets the object that the task was created from in this session, such as a row of a table.</summary>
    public object? Source { get; set; }

    /// <summary>Gets whether the task has ended: <c>succeeded</c>, <c>failed</c>, <c>expired</c> or <c>cancelled</c>.</summary>
    public bool IsFinished =>
        Status is VideoTaskStatus.Succeeded or VideoTaskStatus.Failed or VideoTaskStatus.Expired or VideoTaskStatus.Cancelled;

    /// <summary>Gets the time since the task was created.</summary>
    public TimeSpan? Age => DateTimeOffset.UtcNow - CreatedAt;

    /// <summary>Gets or sets the connection to the service that has the task. It is never shown or serialized.</summary>
    internal MeshVideoConnection? Connection { get; set; }

    /// <summary>
    /// Gets or sets the time of the service's clock when this state was read; null if the response has no date.
    /// </summary>
    internal DateTimeOffset? ServiceTime { get; set; }

    /// <summary>Gets or sets the time when this state was read from the service; null if it was not.</summary>
    internal DateTimeOffset? ReadAt { get; set; }

    /// <summary>Gets the link to the video with its signature, also if <see cref="VideoUrl"/> doesn't show it.</summary>
    internal Uri? SignedVideoUrl { get; private init; }

    /// <summary>Gets the link to the last frame with its signature, also if <see cref="LastFrameUrl"/> doesn't show it.</summary>
    internal Uri? SignedLastFrameUrl { get; private init; }

    /// <summary>The time for which a link is assumed to be valid after the end of its task.</summary>
    internal static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    private static readonly Dictionary<string, object?> EmptyProperties = [];

    private IReadOnlyDictionary<string, object?> _additionalProperties = EmptyProperties;
    private bool _areSignaturesHidden;

    /// <summary>Copies what only this session knows from an earlier state: the request, its source and its price.</summary>
    /// <param name="earlier">The task before it was read again; null if there is none.</param>
    /// <returns>This task.</returns>
    public VideoTask CarryOver(VideoTask? earlier)
    {
        Request ??= earlier?.Request;
        Source ??= earlier?.Source;
        CarryOverCost(earlier);
        return this;
    }

    /// <summary>Gets the last frame as media for another request, such as the next shot.</summary>
    /// <returns>The frame; null if the task has no link to it.</returns>
    public MediaSource? GetLastFrame() =>
        SignedLastFrameUrl is { } link ? MediaSource.FromLastFrame(link, Id) : null;

    /// <summary>
    /// Copies the task for reports and logs: its links and those of its request have no query string, so that nobody can use
    /// them. In this session, the files of the copy can be downloaded all the same.
    /// </summary>
    /// <returns>The copy.</returns>
    public VideoTask WithoutSignatures()
    {
        VideoTask copy = (VideoTask)MemberwiseClone();
        copy._areSignaturesHidden = true;
        copy._additionalProperties = PlainValueRedactor.RemoveQueries(AdditionalProperties);
        copy.Request = Request?.WithoutSignatures();
        return copy;
    }

    /// <summary>Returns the id, made safe to show.</summary>
    /// <returns><see cref="Id"/>, on one line and without control characters.</returns>
    public override string ToString() => DisplayText.Sanitize(Id);

    private Uri? SignedLink => SignedVideoUrl ?? SignedLastFrameUrl;

    private DateTimeOffset? SignedExpiration => SignedLink is { } link ? LinkExpiration.Read(link) : null;

    private DateTimeOffset? AssumedExpiration => SignedLink is not null && UpdatedAt < DateTimeOffset.MaxValue - LinkLifetime
        ? UpdatedAt + LinkLifetime
        : null;

    private Uri? Show(Uri? link) =>
        link is not null && _areSignaturesHidden && Uri.TryCreate(Redactor.FormatAddress(link), UriKind.Absolute, out Uri? shown)
            ? shown
            : link;
}
