using System;
using System.Globalization;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Makes tasks again of what Export-Clixml, jobs and remote sessions made of them: objects with the same properties.</summary>
internal static class DeserializedTask
{
    private const string TypeName = "Deserialized.MeshVideo.VideoTask";

    /// <param name="input">An object of the pipeline.</param>
    /// <param name="isConfirmed">Whether what the task says of itself is to be taken for true; by default, as it was.</param>
    /// <returns>The task, with what it was made from; null where the object never was one.</returns>
    public static VideoTask? Restore(object? input, bool? isConfirmed = null) =>
        input is PSObject saved && saved.TypeNames.Contains(TypeName) && Read<string>(saved, "Id") is { Length: > 0 } id
            ? Restore(saved, id, isConfirmed ?? Read<bool?>(saved, "IsConfirmed") ?? false)
            : null;

    private static VideoTask Restore(PSObject saved, string id, bool isConfirmed) => new()
    {
        Id = id,
        Status = Read<VideoTaskStatus?>(saved, "Status") ?? VideoTaskStatus.Unknown,
        StatusText = Read<string>(saved, "StatusText"),
        Model = Read<string>(saved, "Model"),
        CreatedAt = ReadTime(saved, "CreatedAt"),
        UpdatedAt = ReadTime(saved, "UpdatedAt"),
        VideoUrl = Read<Uri>(saved, "VideoUrl"),
        LastFrameUrl = Read<Uri>(saved, "LastFrameUrl"),
        Seed = Read<long?>(saved, "Seed"),
        Resolution = Read<string>(saved, "Resolution"),
        Ratio = Read<string>(saved, "Ratio"),
        Duration = Read<int?>(saved, "Duration"),
        Frames = Read<int?>(saved, "Frames"),
        FramesPerSecond = Read<int?>(saved, "FramesPerSecond"),
        GenerateAudio = Read<bool?>(saved, "GenerateAudio"),
        SafetyIdentifier = Read<string>(saved, "SafetyIdentifier"),
        Priority = Read<int?>(saved, "Priority"),
        Draft = Read<bool?>(saved, "Draft"),
        DraftTaskId = Read<string>(saved, "DraftTaskId"),
        ServiceTier = Read<string>(saved, "ServiceTier"),
        ExpiresAfterSec = Read<int?>(saved, "ExpiresAfterSec"),
        IsConfirmed = isConfirmed,
        Request = ReadRequest(saved),
        Source = saved.Properties["Source"]?.Value,
    };

    // Local media is not in there to be sent again; what people ask for is the prompt.
    private static VideoRequest? ReadRequest(PSObject saved) => saved.Properties["Request"]?.Value is PSObject request
        ? new VideoRequest { Prompt = Read<string>(request, "Prompt"), Model = Read<string>(request, "Model") ?? VideoRequest.DefaultModel }
        : null;

    // PowerShell keeps a time with an offset as a bag of its properties.
    private static DateTimeOffset? ReadTime(PSObject saved, string name) => saved.Properties[name]?.Value switch
    {
        PSObject time => Read<DateTime?>(time, "UtcDateTime") is { } utc ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : null,
        _ => null,
    };

    private static T? Read<T>(PSObject saved, string name) =>
        saved.Properties[name]?.Value is { } value && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T result) ? result : default;
}
