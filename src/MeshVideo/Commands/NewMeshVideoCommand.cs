using System;
using System.Collections.Generic;
using System.Management.Automation;
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
    private const int DefaultThrottleLimit = 8;

    /// <summary>The time in which creates that were sent get their response when the pipeline ends early.</summary>
    private static readonly TimeSpan CreateShutdownGrace = TimeSpan.FromSeconds(2);

    private HashSet<string> _namedParameters = [];
    private ModelTable? _models;
    private BatchJournal? _journal;
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
}
