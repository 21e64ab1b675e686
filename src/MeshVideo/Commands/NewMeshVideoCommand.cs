using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>Creates a task for each prompt or row, in order, and emits it immediately.</summary>
[Cmdlet(
    VerbsCommon.New, "MeshVideo", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpLink.Folder + "New-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed partial class NewMeshVideoCommand : ConnectedCommand
{
    // Looked up once, not for each row.
    private static readonly (RequestField Field, PropertyInfo Parameter)[] FieldParameters =
        [.. RequestFields.All.Select(field => (field, typeof(NewMeshVideoCommand).GetProperty(field.PropertyName)!))];

    private const int DefaultThrottleLimit = 8;

    /// <summary>The time in which creates that were sent get their response when the pipeline ends early.</summary>
    private static readonly TimeSpan CreateShutdownGrace = TimeSpan.FromSeconds(2);

    private HashSet<string> _namedParameters = [];
    private ModelTable? _models;
    private BatchJournal? _journal;
    private MisspelledColumnDetector? _misspelledColumns;
    private RowBinder _binder = null!;
    private HashSet<string> _rowParameters = [];
    private readonly CreateProgress _progress = new();
    private PSObject? _row;
    private CreateThrottle _throttle = null!;
    private OrderedTaskQueue<(PSObject? Row, object? Input)> _creates = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _namedParameters = new(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        _binder = new RowBinder(this, _namedParameters);
        _models = SkipValidation ? null : LoadModels();
        int limit = ThrottleLimit ?? (JournalPath is null ? 1 : DefaultThrottleLimit);
        _throttle = new CreateThrottle(limit)
        {
            Timeout = TimeoutSec < 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            ShutdownGrace = CreateShutdownGrace,
        };
        // Rows that wait, for example because another run creates them, do not keep the next ones from being sent. One at a time
        // means that nothing is created until the task before it was used.
        _creates = new(limit == 1 ? 1 : 2 * limit);
        if (!IsWhatIf)
        {
            // Without a key or a usable journal, the pipeline ends here, before the first row.
            Connect();
            _throttle.SpendingLimit = CreateSpendingLimit();
            _journal = OpenJournal();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? row in RowColumns.GetRows(InputObject))
        {
            ProcessRow(row);
        }

        WriteCompleted();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (!_creates.IsEmpty)
        {
            WriteNext();
        }

        ShowCosts();
        _progress.Complete(this);
    }

    private void ProcessRow(PSObject? row)
    {
        _row = row;
        object? input = row ?? (object?)Prompt;
        WarnAboutColumns();
        try
        {
            _rowParameters = _binder.Bind(row);
            VideoRequest request = CreateRequest();
            WarnAboutEncoding(request);
            PreparedRequest prepared = Prepare(request);
            ValidationResult validation = Validate(prepared);
            MeshVideoException? validationError = validation.ToException();
            if (validationError is not null && !IsWhatIf)
            {
                throw validationError;
            }

            EstimateCost(prepared);
            string warning = $"Create a video from '{request}' with {request.Model}?";
            if (ShouldProcess(Describe(prepared, validation), warning, "New-MeshVideo"))
            {
                Enqueue(row, input, _journal is null
                    ? Connect().CreateAsync(prepared, _throttle, StopToken)
                    : _journal.CreateAsync(Connect(), prepared, _throttle, StopToken));
            }

            if (validationError is not null)
            {
                throw validationError;
            }

            _costs.Add(prepared.Cost!);
        }
        catch (MeshVideoException exception)
        {
            Enqueue(row, input, Task.FromException<VideoTask>(exception));
        }
    }

    private void Enqueue(PSObject? row, object? input, Task<VideoTask> create)
    {
        _creates.Enqueue((row, input), create);
        WriteCompleted();
        while (_creates.IsFull)
        {
            WriteNext();
        }
    }

    private void WriteCompleted()
    {
        while (_creates.IsReady)
        {
            WriteNext();
        }

        Drain();
    }

    private void WriteNext()
    {
        ((PSObject? row, object? input), Task<VideoTask> create) = _creates.Peek();
        RunUntil(create);
        _creates.Remove();
        try
        {
            VideoTask task = create.GetAwaiter().GetResult();
            task.Source = row;
            CompletionCache.Current.Add(task);
            _progress.Created++;
            WriteObject(task);
        }
        catch (MeshVideoException exception)
        {
            WriteException(exception, input);
        }
    }

    private protected override void UpdateProgress() => _progress.Show(this, _throttle);

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        // Without a journal, nobody could learn the ids of tasks that are created after the prompt has returned.
        _throttle.ShutdownGrace = _journal is null ? TimeSpan.Zero : CreateShutdownGrace;
        base.StopProcessing();
        WaitForUnfinishedWork();
        ReportUnfinishedCreates();
    }

    // A create that was sent gets its response, and a canceled one still has to write its line to the journal.
    private protected override Task UnfinishedWork => Task.WhenAll(_creates?.Requests ?? []);

    private protected override TimeSpan ShutdownGrace =>
        IsStopped ? base.ShutdownGrace : CreateShutdownGrace + base.ShutdownGrace;

    /// <inheritdoc/>
    private protected override void CloseResources()
    {
        if (!IsStopped)
        {
            ReportUnfinishedCreates();
        }

        _journal?.Dispose();
    }

    // A pipeline that ends early discards warnings, but the user must know that tasks may be charged.
    private void ReportUnfinishedCreates()
    {
        if (UnfinishedTaskMessages.ForStoppedCreates(_creates?.Requests ?? [], _journal is not null) is { } message)
        {
            WriteHostWarning(message);
        }
    }

    private BatchJournal? OpenJournal() => JournalPath is null
        ? null
        : RunOrTerminate(() => BatchJournal.Open(JournalFilePath.Resolve(JournalPath, SessionState), ResendAmbiguous));

    private bool IsWhatIf => IsPreferenceOn("WhatIf", "WhatIfPreference");

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

    private PreparedRequest Prepare(VideoRequest request) => Await(SkipValidation
        ? PreparedRequest.CreateAsync(request, includeHashes: _journal is not null, StopToken)
        : RequestValidator.PrepareAsync(request, includeHashes: _journal is not null, _models, StopToken));

    private ValidationResult Validate(PreparedRequest request)
    {
        if (SkipValidation)
        {
            return new ValidationResult([], []);
        }

        ValidationResult result = RequestValidator.Validate(request, ServiceUri, _models);
        foreach (string warning in result.Warnings)
        {
            WriteWarning(warning);
        }

        return result;
    }

    // The full request is shown only on demand, because formatting it takes longer than sending a small request.
    private string Describe(PreparedRequest request, ValidationResult validation)
    {
        if (!IsWhatIf && !IsPreferenceOn("Verbose", "VerbosePreference"))
        {
            return $"Create a video from '{request.Request}' with {request.Request.Model}.";
        }

        string outcome = SkipValidation ? "Validation was skipped (-SkipValidation)."
            : validation.IsValid ? "Validation passed."
            : "Validation failed, so the request is not sent.";
        return $"POST {ServiceAuthority}/v1/video/generations{Environment.NewLine}"
            + $"{RequestPreview.ToJson(request)}{Environment.NewLine}{outcome}{Environment.NewLine}Estimate: {request.Cost}.";
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
