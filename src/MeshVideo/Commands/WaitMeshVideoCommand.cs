using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// Waits for any number of tasks and emits each one when it ends. Polling starts while the pipeline still adds tasks.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "MeshVideo", DefaultParameterSetName = TaskSet, HelpUri = HelpLink.Folder + "Wait-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed class WaitMeshVideoCommand : ConnectedCommand
{
    private const string TaskSet = "Task";
    private const string IdSet = "Id";

    private readonly WaitProgress _progress = new();
    private TaskWaiter? _waiter;
    private CallbackListener? _listener;
    private CostEstimator? _estimator;
    private bool _isCallbackWarningShown;
    private Task _allEnded = Task.CompletedTask;

    /// <summary>Specifies the tasks to wait for.</summary>
    [Parameter(ParameterSetName = TaskSet, ValueFromPipeline = true)]
    [TaskArgument]
    [ValidateNotNull]
    public VideoTask? InputObject { get; set; }

    /// <summary>Specifies the ids of the tasks to wait for.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("TaskId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// Specifies the maximum time to wait for all tasks, in seconds, from the start of the command. -1 (the default) waits
    /// indefinitely. 0 polls each task once.
    /// </summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(-1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = -1;

    /// <summary>Indicates that the cmdlet ends when the first task ends.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>
    /// Specifies an address on which the cmdlet listens for callbacks, for example http://127.0.0.1:8085/mesh/. When a callback
    /// arrives, the cmdlet polls the task immediately. Because a callback may be lost, each task is also polled every 60 seconds,
    /// or at the interval that -PollIntervalSec specifies.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? ListenUri { get; set; }

    /// <summary>
    /// Specifies the interval between two polls of a task, in seconds. By default, the interval depends on the run times of
    /// similar tasks.
    /// </summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double? PollIntervalSec { get; set; }

    /// <summary>Specifies the maximum number of polls that run in parallel. The default is 8.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>
    /// Indicates that the prices are read from the service, so that each task has its estimated cost. They are not read if the
    /// tasks were created with -MaxCost and have their price.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeCost { get; set; }

    private protected override Task UnfinishedWork => _allEnded;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireInput(ParameterSetName != TaskSet || InputObject is not null);
        WaitOptions options = new()
        {
            Timeout = TimeoutSec < 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            PollInterval = PollIntervalSec is { } seconds ? TimeSpan.FromSeconds(seconds)
                : ListenUri is null ? null : CallbackListener.PollInterval,
            ThrottleLimit = ThrottleLimit,
            Any = Any,
        };
        TaskWaiter waiter = new(options, outcome => Post(() => Write(outcome)), StopToken);
        _waiter = waiter;
        // Listens before the first task, so that the pipeline creates no task if the port cannot be opened.
        _listener = ListenUri is null ? null : StartListener(ListenUri, id => waiter.OnCallback(id));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TaskSet)
        {
            WarnAboutMissingCallback(InputObject!);
            MeshVideoClient client = ConnectFor(InputObject);
            ReadPrices(client, InputObject!);
            _waiter!.Add(client, InputObject!.Id, InputObject);
        }
        else
        {
            foreach (string id in Id)
            {
                ReadPrices(Connect(), task: null);
                _waiter!.Add(Connect(), id);
            }
        }

        Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _allEnded = _waiter!.WhenAllEnded();
        RunUntil(_allEnded);
        _listener?.Dispose();
        if (Any && _waiter.PendingIds.Count > 0)
        {
            WriteVerbose(UnfinishedTaskMessages.ForStoppedWait(_waiter.PendingIds, _waiter.UnreadIds.Count));
        }

        _progress.Complete(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        if (_waiter?.PendingIds is { Count: > 0 } pending)
        {
            // A stopping pipeline discards warnings, but the user has to know which tasks continue and may be charged.
            WriteHostWarning(UnfinishedTaskMessages.ForStoppedWait(pending, _waiter.UnreadIds.Count));
        }
    }

    private protected override void CloseResources() => _listener?.Dispose();

    private protected override void UpdateProgress()
    {
        if (_waiter is not null)
        {
            _progress.Show(this, _waiter.GetSnapshot());
        }
    }

    private void ReadPrices(MeshVideoClient client, VideoTask? task)
    {
        if (IncludeCost && _estimator is null && task?.UsdPer1MTokens is null)
        {
            _estimator = ReadPrices(LoadModels(), client);
        }
    }

    private void WarnAboutMissingCallback(VideoTask task)
    {
        if (_listener is not null && !_isCallbackWarningShown
            && task is { IsFinished: false, Request: { CallbackUrl: null } request }
            && !request.AdditionalProperties.ContainsKey("callback_url"))
        {
            _isCallbackWarningShown = true;
            WriteWarning($"Task {task.Id} was created without -CallbackUrl. The service sends no callback for it, so its end is "
                + "detected late. With New-MeshVideo, set -CallbackUrl to the public address of this listener.");
        }
    }

    private void Write(WaitOutcome outcome)
    {
        bool hasEnded = outcome.Task is { IsFinished: true };
        if (hasEnded)
        {
            CompletionCache.Current.Add(outcome.Task!);
            _estimator?.SetPrice(outcome.Task!);
            WriteOrListUnfinished(() => WriteObject(outcome.Task), WriteVerbose);
        }

        if (outcome.Error is not null)
        {
            object? target = ParameterSetName == TaskSet ? outcome.Task : outcome.Id;
            WriteOrListUnfinished(() => WriteException(outcome.Error, target), WriteWarning);
        }
    }

    // Writing may end the pipeline (Select-Object -First, -ErrorAction Stop), but the other tasks continue.
    private void WriteOrListUnfinished(Action write, Action<string> writeMessage)
    {
        bool isWritten = false;
        try
        {
            write();
            isWritten = true;
        }
        finally
        {
            if (!isWritten && !StopToken.IsCancellationRequested && _waiter!.PendingIds is { Count: > 0 } pending)
            {
                writeMessage(UnfinishedTaskMessages.ForStoppedWait(pending, _waiter.UnreadIds.Count));
            }
        }
    }
}
