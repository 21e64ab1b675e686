using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace MeshVideo.Binding;

/// <summary>Restores tasks that were serialized by Export-Clixml, a job or a remote session.</summary>
internal static class DeserializedTask
{
    private const string TypeName = "Deserialized.MeshVideo.VideoTask";

    // These properties are restored by name. The others need a conversion of their own.
    private static readonly PropertyInfo[] ScalarProperties =
    [
        .. typeof(VideoTask).GetProperties().Where(property => property.CanWrite && property.Name is not ("Id" or "RequestId")
            && property.PropertyType is var type
            && (type == typeof(string) || type == typeof(Uri) || type == typeof(int?) || type == typeof(long?)
                || type == typeof(decimal?) || type == typeof(bool?))),
    ];

    /// <param name="input">An object from the pipeline.</param>
    /// <param name="isConfirmed">Whether the state of the task is confirmed; by default, as it was serialized.</param>
    /// <returns>The task with its source; null if the object is not a deserialized task.</returns>
    public static VideoTask? Restore(object? input, bool? isConfirmed = null) =>
        input is PSObject deserialized
            && deserialized.TypeNames.Contains(TypeName)
            && GetValue<string>(deserialized, "Id") is { Length: > 0 } id
            ? Restore(deserialized, id, isConfirmed ?? GetValue<bool?>(deserialized, "IsConfirmed") ?? false)
            : null;

    private static VideoTask Restore(PSObject deserialized, string id, bool isConfirmed)
    {
        VideoTask task = new()
        {
            Id = id,
            Status = GetValue<VideoTaskStatus?>(deserialized, "Status") ?? VideoTaskStatus.Unknown,
            CreatedAt = GetTime(deserialized, "CreatedAt"),
            UpdatedAt = GetTime(deserialized, "UpdatedAt"),
            IsConfirmed = isConfirmed,
            Request = GetRequest(deserialized),
            Source = deserialized.Properties["Source"]?.Value,
        };
        foreach (PropertyInfo property in ScalarProperties)
        {
            if (deserialized.Properties[property.Name]?.Value is { } value
                && LanguagePrimitives.TryConvertTo(
                    value, property.PropertyType, CultureInfo.InvariantCulture, out object? converted))
            {
                property.SetValue(task, converted);
            }
        }

        return task;
    }

    // Local media is not serialized, so only the prompt and the model are restored.
    private static VideoRequest? GetRequest(PSObject deserialized) =>
        deserialized.Properties["Request"]?.Value is PSObject request
        ? new VideoRequest
        {
            Prompt = GetValue<string>(request, "Prompt"),
            Model = GetValue<string>(request, "Model") ?? VideoRequest.DefaultModel,
        }
        : null;

    // PowerShell serializes a DateTimeOffset as an object with its properties.
    private static DateTimeOffset? GetTime(PSObject deserialized, string name) =>
        deserialized.Properties[name]?.Value is PSObject time && GetValue<DateTime?>(time, "UtcDateTime") is { } utc
            ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
            : null;

    private static T? GetValue<T>(PSObject deserialized, string name) =>
        deserialized.Properties[name]?.Value is { } value
            && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T result)
            ? result
            : default;
}
