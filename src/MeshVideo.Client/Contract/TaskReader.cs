using System;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Makes the client's task from the service's document.</summary>
internal static class TaskReader
{
    /// <summary>A longer id fits into no address, and neither into a text.</summary>
    internal const int MaximumIdLength = 1000;

    private const int MaximumStatusLength = 100;

    /// <param name="element">The document.</param>
    /// <param name="requestId">The service's id of the exchange that brought it.</param>
    /// <param name="isConfirmed">Whether it was the service that brought it.</param>
    /// <returns>The task, or null where the document does not even have an id.</returns>
    public static VideoTask? ToTask(JsonElement element, string? requestId, bool isConfirmed = true)
    {
        JsonFields fields = new(element);
        if (fields.Read("id").AsText() is not { Length: <= MaximumIdLength } id || string.IsNullOrWhiteSpace(id))
        {
            return null;
        }

        string? status = fields.Read("status").AsText();
        // An object by the service's types, an array by one page of its documentation.
        JsonElement content = fields.Read("content");
        return new VideoTask
        {
            Id = id,
            Status = ToStatus(status),
            StatusText = status is null ? null : Redactor.Shorten(status, MaximumStatusLength),
            Model = fields.Read("model").AsText(),
            Error = ToError(fields.Read("error")),
            CreatedAt = ToTime(fields.Read("created_at").AsInt64()),
            UpdatedAt = ToTime(fields.Read("updated_at").AsInt64()),
            VideoUrl = ToLink(content, "video_url"),
            LastFrameUrl = ToLink(content, "last_frame_url"),
            Seed = fields.Read("seed").AsInt64(),
            Resolution = fields.Read("resolution").AsText(),
            Ratio = fields.Read("ratio").AsText(),
            Duration = fields.Read("duration").AsInt32(),
            Frames = fields.Read("frames").AsInt32(),
            FramesPerSecond = fields.Read("framespersecond").AsInt32(),
            GenerateAudio = fields.Read("generate_audio").AsBoolean(),
            SafetyIdentifier = fields.Read("safety_identifier").AsText(),
            Priority = fields.Read("priority").AsInt32(),
            Draft = fields.Read("draft").AsBoolean(),
            DraftTaskId = fields.Read("draft_task_id").AsText(),
            ServiceTier = fields.Read("service_tier").AsText(),
            ExpiresAfterSec = fields.Read("execution_expires_after").AsInt32(),
            Usage = ToUsage(fields.Read("usage")),
            AdditionalProperties = fields.Remaining(),
            RequestId = requestId,
            IsConfirmed = isConfirmed,
        };
    }

    private static VideoTaskStatus ToStatus(string? word) => word switch
    {
        "queued" => VideoTaskStatus.Queued,
        "running" => VideoTaskStatus.Running,
        "succeeded" => VideoTaskStatus.Succeeded,
        "failed" => VideoTaskStatus.Failed,
        "expired" => VideoTaskStatus.Expired,
        "cancelled" => VideoTaskStatus.Cancelled,
        _ => VideoTaskStatus.Unknown,
    };

    private static Uri? ToLink(JsonElement content, string name) => content.ValueKind == JsonValueKind.Array
        ? content.EnumerateArray().Select(item => ToItemLink(item, name)).FirstOrDefault(link => link is not null)
        : content.Property(name).AsUri();

    private static Uri? ToItemLink(JsonElement item, string name) =>
        item.Property(name).AsUri() ?? (item.Property("type").AsText() == name ? item.Property("url").AsUri() : null);

    private static VideoTaskError? ToError(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => new VideoTaskError(error.Property("code").AsText(), error.Property("message").AsText()),
        JsonValueKind.String => new VideoTaskError(null, error.AsText()),
        _ => null,
    };

    private static VideoTaskUsage? ToUsage(JsonElement usage) => usage.ValueKind == JsonValueKind.Object
        ? new VideoTaskUsage(usage.Property("completion_tokens").AsInt64(), usage.Property("total_tokens").AsInt64())
        : null;

    // Times outside of what a calendar holds are no times.
    private static DateTimeOffset? ToTime(long? unixSeconds) =>
        unixSeconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds.Value) : null;
}
