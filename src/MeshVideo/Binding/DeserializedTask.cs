using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace MeshVideo.Binding;

/// <summary>Makes tasks again of what Export-Clixml, jobs and remote sessions made of them: objects with the same properties.</summary>
internal static class DeserializedTask
{
    private const string TypeName = "Deserialized.MeshVideo.VideoTask";

    // Text, numbers, switches and links are restored by their names; the others one by one.
    private static readonly PropertyInfo[] SimpleProperties =
    [
        .. typeof(VideoTask).GetProperties().Where(property => property.CanWrite && property.Name is not ("Id" or "RequestId")
            && property.PropertyType is var type
            && (type == typeof(string) || type == typeof(Uri) || type == typeof(int?) || type == typeof(long?) || type == typeof(bool?))),
    ];

    /// <param name="input">An object of the pipeline.</param>
    /// <param name="isConfirmed">Whether what the task says of itself is to be taken for true; by default, as it was.</param>
    /// <returns>The task, with what it was made from; null where the object never was one.</returns>
    public static VideoTask? Restore(object? input, bool? isConfirmed = null) =>
        input is PSObject saved && saved.TypeNames.Contains(TypeName) && Read<string>(saved, "Id") is { Length: > 0 } id
            ? Restore(saved, id, isConfirmed ?? Read<bool?>(saved, "IsConfirmed") ?? false)
            : null;

    private static VideoTask Restore(PSObject saved, string id, bool isConfirmed)
    {
        VideoTask task = new()
        {
            Id = id,
            Status = Read<VideoTaskStatus?>(saved, "Status") ?? VideoTaskStatus.Unknown,
            CreatedAt = ReadTime(saved, "CreatedAt"),
            UpdatedAt = ReadTime(saved, "UpdatedAt"),
            IsConfirmed = isConfirmed,
            Request = ReadRequest(saved),
            Source = saved.Properties["Source"]?.Value,
        };
        foreach (PropertyInfo property in SimpleProperties)
        {
            if (saved.Properties[property.Name]?.Value is { } value
                && LanguagePrimitives.TryConvertTo(value, property.PropertyType, CultureInfo.InvariantCulture, out object? converted))
            {
                property.SetValue(task, converted);
            }
        }

        return task;
    }

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
