using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>Makes the client's task from the service's document.</summary>
internal static class TaskReader
{
    /// <summary>A longer id fits into no address, and neither into a text.</summary>
    internal const int LongestId = 1000;

    private const int LongestStatus = 100;

    private static readonly Dictionary<string, object?> NoProperties = [];

    /// <param name="document">The document.</param>
    /// <param name="requestId">The service's id of the exchange that brought it.</param>
    /// <param name="isConfirmed">Whether it was the service that brought it.</param>
    /// <returns>The task, or null where the document does not even have an id.</returns>
    public static VideoTask? ToTask(TaskDocument? document, string? requestId, bool isConfirmed = true)
    {
        if (document is null || string.IsNullOrWhiteSpace(document.Id) || document.Id!.Length > LongestId)
        {
            return null;
        }

        return new VideoTask
        {
            Id = document.Id,
            Status = ToStatus(document.Status),
            StatusText = document.Status is { } status ? Redactor.Shorten(status, LongestStatus) : null,
            Model = document.Model,
            Error = ToError(document.Error),
            CreatedAt = ToTime(document.CreatedAt),
            UpdatedAt = ToTime(document.UpdatedAt),
            VideoUrl = ToLink(document.Content, "video_url"),
            LastFrameUrl = ToLink(document.Content, "last_frame_url"),
            Seed = document.Seed,
            Resolution = document.Resolution,
            Ratio = document.Ratio,
            Duration = ToInt32(document.Duration),
            Frames = ToInt32(document.Frames),
            FramesPerSecond = ToInt32(document.FramesPerSecond),
            GenerateAudio = document.GenerateAudio,
            SafetyIdentifier = document.SafetyIdentifier,
            Priority = ToInt32(document.Priority),
            Draft = document.Draft,
            DraftTaskId = document.DraftTaskId,
            ServiceTier = document.ServiceTier,
            ExpiresAfterSec = ToInt32(document.ExecutionExpiresAfter),
            Usage = ToUsage(document.Usage),
            AdditionalProperties = ToProperties(document.Others),
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
        ? content.EnumerateArray().Select(item => item.Property(name).AsUri()).FirstOrDefault(link => link is not null)
        : content.Property(name).AsUri();

    private static VideoTaskError? ToError(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => new VideoTaskError(error.Property("code").AsText(), error.Property("message").AsText()),
        JsonValueKind.String => new VideoTaskError(null, error.AsText()),
        _ => null,
    };

    private static VideoTaskUsage? ToUsage(JsonElement usage) => usage.ValueKind == JsonValueKind.Object
        ? new VideoTaskUsage(usage.Property("completion_tokens").AsInt64(), usage.Property("total_tokens").AsInt64())
        : null;

    private static Dictionary<string, object?> ToProperties(Dictionary<string, JsonElement>? others)
    {
        if (others is null)
        {
            return NoProperties;
        }

        Dictionary<string, object?> properties = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JsonElement> other in others)
        {
            properties[other.Key] = other.Value.ToPlainValue();
        }

        return properties;
    }

    // Times outside of what a calendar holds are no times.
    private static DateTimeOffset? ToTime(long? unixSeconds) =>
        unixSeconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds.Value) : null;

    private static int? ToInt32(long? value) => value is >= int.MinValue and <= int.MaxValue ? (int)value.Value : null;
}
