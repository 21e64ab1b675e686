using System.Linq;
using System.Management.Automation;
using System.Reflection;
using MeshVideo.Binding;

namespace MeshVideo.Commands;

/// <content>The request of a row, and the warnings about it.</content>
public sealed partial class NewMeshVideoCommand
{
    // Looked up once, not for each row.
    private static readonly (RequestField Field, PropertyInfo Parameter)[] FieldParameters =
        [.. RequestFields.All.Select(field => (field, typeof(NewMeshVideoCommand).GetProperty(field.PropertyName)!))];

    private MisspelledColumnDetector? _misspelledColumns;

    private VideoRequest CreateRequest()
    {
        VideoRequest request = new()
        {
            Prompt = EffectivePrompt,
            Model = Model ?? VideoRequest.DefaultModel,
            FirstFrame = ResolveMedia(FirstFrame, nameof(FirstFrame)),
            LastFrame = ResolveMedia(LastFrame, nameof(LastFrame)),
            ReferenceImages = ResolveMedia(ReferenceImage, nameof(ReferenceImage)),
            ReferenceVideos = ResolveMedia(ReferenceVideo, nameof(ReferenceVideo)),
            ReferenceAudios = ResolveMedia(ReferenceAudio, nameof(ReferenceAudio)),
            DraftTaskId = DraftTaskId,
            AdditionalProperties = DictionaryConverter.FromDictionary(AdditionalProperty),
        };
        foreach ((RequestField field, PropertyInfo parameter) in FieldParameters)
        {
            request = field.WithValue(request, ConvertFieldValue(field, parameter.GetValue(this)));
        }

        if ((_row?.BaseObject as VideoTask ?? DeserializedTask.Restore(_row)) is { } previousTask)
        {
            ThrowIfUnconfirmed(previousTask);
            request = FollowUpRequest.Create(request, previousTask, _namedParameters);
        }

        return request.HasContent
            ? request
            : throw new MeshVideoException(
                MeshVideoErrorKind.InvalidRequest,
                $"A video requires a prompt, media or a draft{ColumnList}. Nothing was sent. "
                    + "Specify -Prompt, or a row with a Prompt column.");
    }

    private void WarnAboutColumns()
    {
        if (_row is null || !RowColumns.IsTabular(_row))
        {
            return;
        }

        _misspelledColumns ??= new MisspelledColumnDetector(MyInvocation.MyCommand);
        foreach ((string column, string parameter) in _misspelledColumns.Find(_row))
        {
            WriteWarning($"The column '{column}' is ignored, because no parameter has this name. Did you mean {parameter}?");
        }
    }

    // The original characters are lost, and a video from a damaged prompt is charged like any other.
    private void WarnAboutEncoding(VideoRequest request)
    {
        if (request.Prompt?.IndexOf('\uFFFD') >= 0)
        {
            WriteWarning(
                $"The prompt '{request.Prompt}' contains characters that could not be decoded (U+FFFD). "
                + "The file was probably read with the wrong encoding. Specify its encoding, for example: "
                + "Import-Csv -Encoding ansi (in Windows PowerShell: Default).");
        }
    }

    // Anyone can send a callback with any URL and settings, and a video that is created from them is charged.
    private static void ThrowIfUnconfirmed(VideoTask task)
    {
        if (!task.IsConfirmed)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidRequest,
                $"Task {task.Id} is from a callback and is not confirmed. Nothing was sent. "
                    + "Pipe it to Get-MeshVideo before New-MeshVideo.")
            { TaskId = task.Id };
        }
    }

    // Text from the pipeline is a prompt. A string parameter that accepts pipeline input would convert any object to text: a row
    // whose Prompt column is misspelled would create a video, which is charged.
    private string? EffectivePrompt
    {
        get
        {
            string? text = Prompt ?? _row?.BaseObject as string;
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
    }

    // The columns of the row show whether the name of one is misspelled.
    private string ColumnList => _row is null || _row.BaseObject is string
        ? string.Empty
        : $"; the object has {string.Join(", ", RowColumns.GetNames(_row).Take(12))}";

    // The service requires known values in lower case, but PowerShell is not case-sensitive. The id of a model is not changed.
    private object? ConvertFieldValue(RequestField field, object? value) => value switch
    {
        SwitchParameter given => ToNullable(field.PropertyName, given),
        string text when field.IsLowerCase => text.ToLowerInvariant(),
        _ => value,
    };

    // A switch that is not specified is not sent, because the service has its own defaults.
    private bool? ToNullable(string name, SwitchParameter value) =>
        _namedParameters.Contains(name) || _rowParameters.Contains(name) ? value.IsPresent : null;

    private MediaSource? ResolveMedia(string? text, string parameter) =>
        text is null ? null : MediaSourceResolver.Resolve(text, parameter, SessionState);

    // An array, so that scripts can index it.
    private MediaSource[] ResolveMedia(string[]? texts, string parameter) =>
        [.. (texts ?? []).SelectMany(text => MediaSourceResolver.ResolveAll(text, parameter, SessionState))];
}
