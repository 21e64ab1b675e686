using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>Creates a task for each prompt or row, one after the other, and emits each as soon as it exists.</summary>
[Cmdlet(
    VerbsCommon.New, "MeshVideo", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpLink.Folder + "New-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed partial class NewMeshVideoCommand : MeshVideoCommand
{
    private HashSet<string> _named = [];
    private BatchJournal? _journal;
    private MisspelledColumns? _misspelled;
    // Under way, or ended and not told of yet.
    private Task<VideoTask>? _creation;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _named = new(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        if (!IsRehearsal)
        {
            // Without a key or a journal that can be written the whole pipeline ends here, before a row is read.
            _ = Client;
            _journal = OpenJournal();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? input = InputObject ?? (object?)Prompt;
        WarnOfColumns();
        try
        {
            VideoRequest request = BuildRequest();
            RequestVerdict verdict = Judge(request);
            MeshVideoException? refusal = verdict.ToException();
            if (refusal is not null && !IsRehearsal)
            {
                throw refusal;
            }

            if (ShouldProcess(Describe(request, verdict), $"Create a video from '{request}' with {request.Model}?", "New-MeshVideo"))
            {
                Task<VideoTask> creation = _journal is null
                    ? Client.CreateAsync(request, StopToken)
                    : _journal.CreateAsync(Client, request, StopToken);
                _creation = creation;
                VideoTask task = Await(creation);
                _creation = null;
                task.Source = InputObject;
                SessionMemory.Current.Remember(task);
                WriteObject(task);
            }

            if (refusal is not null)
            {
                throw refusal;
            }
        }
        catch (MeshVideoException exception)
        {
            _creation = null;
            WriteFault(exception, input);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        AwaitUnfinished();
        if (_creation is { IsCompleted: true } creation && Remainder.OfCreate(creation, _journal is not null) is { } remainder)
        {
            // As where a wait is stopped: it takes no warning any more, and the person has to know what may cost.
            Host.UI.WriteWarningLine(remainder);
        }
    }

    // Called off, it still has a line to write to the journal.
    private protected override Task Unfinished => _creation ?? Task.CompletedTask;

    /// <inheritdoc/>
    private protected override void LetGo() => _journal?.Dispose();

    private BatchJournal? OpenJournal() => JournalPath is null
        ? null
        : Terminating(() => BatchJournal.Open(JournalFilePath.Resolve(JournalPath, SessionState), ResendAmbiguous));

    private bool IsRehearsal => IsOn("WhatIf", "WhatIfPreference");

    private VideoRequest BuildRequest()
    {
        VideoRequest request = new()
        {
            Prompt = PromptText,
            Model = Model ?? VideoRequest.DefaultModel,
            FirstFrame = Media(FirstFrame, nameof(FirstFrame)),
            LastFrame = Media(LastFrame, nameof(LastFrame)),
            ReferenceImages = Media(ReferenceImage, nameof(ReferenceImage)),
            ReferenceVideos = Media(ReferenceVideo, nameof(ReferenceVideo)),
            ReferenceAudios = Media(ReferenceAudio, nameof(ReferenceAudio)),
            DraftTaskId = DraftTaskId,
            Resolution = Word(Resolution),
            Ratio = Word(Ratio),
            Duration = Duration,
            Frames = Frames,
            Seed = Seed,
            GenerateAudio = Given(nameof(GenerateAudio), GenerateAudio),
            ReturnLastFrame = Given(nameof(ReturnLastFrame), ReturnLastFrame),
            CameraFixed = Given(nameof(CameraFixed), CameraFixed),
            Watermark = Given(nameof(Watermark), Watermark),
            Draft = Given(nameof(Draft), Draft),
            ServiceTier = Word(ServiceTier),
            ExpiresAfterSec = ExpiresAfterSec,
            Priority = Priority,
            SafetyIdentifier = SafetyIdentifier,
            CallbackUrl = CallbackUrl,
            AdditionalProperties = PlainValues.FromTable(AdditionalProperty),
        };
        if ((InputObject?.BaseObject as VideoTask ?? DeserializedTask.Restore(InputObject)) is { } earlier)
        {
            RefuseUnconfirmed(earlier);
            request = TaskChain.Continue(request, earlier, _named);
        }

        return request.HasContent
            ? request
            : throw new MeshVideoException(MeshVideoErrorKind.InvalidRequest, $"A video needs a prompt, media or a draft{Columns}. Nothing was sent. Give -Prompt, or a row with a Prompt column.");
    }

    private void WarnOfColumns()
    {
        if (InputObject?.BaseObject is not PSCustomObject)
        {
            return;
        }

        _misspelled ??= new MisspelledColumns(MyInvocation.MyCommand);
        foreach ((string column, string parameter) in _misspelled.In(InputObject))
        {
            WriteWarning($"The column '{column}' is not used: no parameter has that name. Was {parameter} meant?");
        }
    }

    // Its link and its settings could be anybody's, and what is made of them is paid for.
    private static void RefuseUnconfirmed(VideoTask task)
    {
        if (!task.IsConfirmed)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.InvalidRequest,
                $"Task {task.Id} comes from a callback and is not confirmed, so nothing was made of it. Put Get-MeshVideo before New-MeshVideo.")
            { TaskId = task.Id };
        }
    }

    private RequestVerdict Judge(VideoRequest request)
    {
        if (SkipValidation)
        {
            return new RequestVerdict([], []);
        }

        RequestVerdict verdict = Await(RequestRules.CheckAsync(request, Service, StopToken));
        foreach (string warning in verdict.Warnings)
        {
            WriteWarning(warning);
        }

        return verdict;
    }

    // The whole request is shown where somebody asked to see it; making the text costs more than a small request does.
    private string Describe(VideoRequest request, RequestVerdict verdict)
    {
        if (!IsRehearsal && !IsOn("Verbose", "VerbosePreference"))
        {
            return $"Create a video from '{request}' with {request.Model}.";
        }

        string judgement = SkipValidation ? "The rules were not asked (-SkipValidation)."
            : verdict.IsAccepted ? "The rules accept it."
            : "The rules refuse it, so it is not sent.";
        return $"POST {Destination}/v1/video/generations{Environment.NewLine}{Await(RequestPreview.ToJsonAsync(request, StopToken))}{Environment.NewLine}{judgement}";
    }

    // Text on the pipeline is a prompt. A parameter of type string that took pipeline input would take any object for text: a row whose
    // Prompt column is misspelled would be made into a video, and paid for.
    private string? PromptText
    {
        get
        {
            string? text = Prompt ?? InputObject?.BaseObject as string;
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
    }

    // What the row has instead shows a misspelling at a glance.
    private string Columns => InputObject is null || InputObject.BaseObject is string
        ? string.Empty
        : $"; the object has {string.Join(", ", InputObject.Properties.Take(12).Select(property => property.Name))}";

    // The contract's words are lower case, and PowerShell's users need not mind case. A model's id is left as it is.
    private static string? Word(string? text) => text?.ToLowerInvariant();

    // Off and not given differ: the service has defaults of its own. An empty cell binds as off, and only the row tells.
    private bool? Given(string name, SwitchParameter value)
    {
        bool isFromRow = !_named.Contains(name);
        object? cell = isFromRow ? InputObject?.Properties[name]?.Value : null;
        bool isEmptyCell = isFromRow && (cell is null || (cell is string text && string.IsNullOrWhiteSpace(text)));
        return MyInvocation.BoundParameters.ContainsKey(name) && !isEmptyCell ? value.IsPresent : null;
    }

    private MediaSource? Media(string? text, string parameter) => text is null ? null : MediaPath.Resolve(text, parameter, SessionState);

    // An array, because scripts index into it.
    private MediaSource[] Media(string[]? texts, string parameter) =>
        [.. (texts ?? []).SelectMany(text => MediaPath.ResolveAll(text, parameter, SessionState))];
}
