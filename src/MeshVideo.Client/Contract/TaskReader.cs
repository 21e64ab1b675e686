using System;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Reads tasks from the service's JSON.</summary>
internal static class TaskReader
{
    /// <summary>A longer id does not fit into an address.</summary>
    internal const int MaximumIdLength = 1000;

    private const int MaximumStatusLength = 100;

    /// <param name="element">The JSON of the task.</param>
    /// <param name="requestId">The service's id of the request that returned the task.</param>
    /// <param name="isConfirmed">Whether the service itself returned the task.</param>
    /// <returns>The task; null if the JSON has no valid id.</returns>
    public static VideoTask? ToTask(JsonElement element, string? requestId, bool isConfirmed = true)
    {
        JsonFields fields = new(element);
        if (fields.Take("id").AsText() is not { Length: <= MaximumIdLength } id || string.IsNullOrWhiteSpace(id))
        {
            return null;
        }

        string? status = fields.Take("status").AsText();
        // The service returns an object. One page of its documentation shows an array.
        JsonElement content = fields.Take("content");
        return new VideoTask
        {
            Id = id,
            Status = ToStatus(status),
            StatusText = status is null ? null : Redactor.Truncate(status, MaximumStatusLength),
            Model = fields.Take("model").AsText(),
            Error = ToError(fields.Take("error")),
            CreatedAt = ToTime(fields.Take("created_at").AsInt64()),
            UpdatedAt = ToTime(fields.Take("updated_at").AsInt64()),
            VideoUrl = ToLink(content, "video_url"),
            LastFrameUrl = ToLink(content, "last_frame_url"),
            Seed = fields.Take("seed").AsInt64(),
            Resolution = fields.Take("resolution").AsText(),
            Ratio = fields.Take("ratio").AsText(),
            Duration = fields.Take("duration").AsInt32(),
            Frames = fields.Take("frames").AsInt32(),
            FramesPerSecond = fields.Take("framespersecond").AsInt32(),
            GenerateAudio = fields.Take("generate_audio").AsBoolean(),
            SafetyIdentifier = fields.Take("safety_identifier").AsText(),
            Priority = fields.Take("priority").AsInt32(),
            Draft = fields.Take("draft").AsBoolean(),
            DraftTaskId = fields.Take("draft_task_id").AsText(),
            ServiceTier = fields.Take("service_tier").AsText(),
            ExpiresAfterSec = fields.Take("execution_expires_after").AsInt32(),
            Usage = ToUsage(fields.Take("usage")),
            AdditionalProperties = fields.GetRemaining(),
            RequestId = requestId,
            IsConfirmed = isConfirmed,
        };
    }

    private static VideoTaskStatus ToStatus(string? text) => text switch
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
        : ToUri(content.Property(name));

    private static Uri? ToItemLink(JsonElement item, string name) =>
        ToUri(item.Property(name)) ?? (item.Property("type").AsText() == name ? item.Property("url").AsUri() : null);

    // The content of a request has its links in objects, so that the content of a task may have them there, too.
    private static Uri? ToUri(JsonElement link) => link.AsUri() ?? link.Property("url").AsUri();

    private static VideoTaskError? ToError(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => new VideoTaskError(error.Property("code").AsText(), error.Property("message").AsText()),
        JsonValueKind.String => new VideoTaskError(null, error.AsText()),
        _ => null,
    };

    private static VideoTaskUsage? ToUsage(JsonElement usage) => usage.ValueKind == JsonValueKind.Object
        ? new VideoTaskUsage(usage.Property("completion_tokens").AsInt64(), usage.Property("total_tokens").AsInt64())
        : null;

    // A DateTimeOffset cannot represent later times.
    private static DateTimeOffset? ToTime(long? unixSeconds) =>
        unixSeconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds.Value) : null;
}
