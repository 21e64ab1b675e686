using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>Waits for tasks to end, all at once, and emits each as it ends. Watching begins while the pipeline still brings more.</summary>
[Cmdlet(VerbsLifecycle.Wait, "MeshVideo", DefaultParameterSetName = TaskSet, HelpUri = HelpLink.Folder + "Wait-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed class WaitMeshVideoCommand : MeshVideoCommand
{
    private const string TaskSet = "Task";
    private const string IdSet = "Id";

    private readonly WaitProgress _progress = new();
    private TaskWaiter? _waiter;
    private CallbackListener? _listener;
    private bool _isWarnedOfSilence;
    private Task _ended = Task.CompletedTask;

    /// <summary>The tasks to wait for.</summary>
    [Parameter(ParameterSetName = TaskSet, ValueFromPipeline = true)]
    [TaskArgument]
    [ValidateNotNull]
    public VideoTask? InputObject { get; set; }

    /// <summary>The ids of the tasks to wait for.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TaskId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Seconds to wait at most, for all together, from the start of the command. -1 (the default): without end; 0: look once.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(-1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = -1;

    /// <summary>Ends with the first task that ends.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>
    /// Listens for the service's callbacks here, as in http://127.0.0.1:8085/mesh/, and looks at a task as soon as one names it. Behind that
    /// each task is looked at every 60 seconds, or as -PollIntervalSec says: a call may never come.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? ListenUri { get; set; }

    /// <summary>Seconds between two looks at a task. By default it follows from how long such tasks take.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double? PollIntervalSec { get; set; }

    /// <summary>How many looks may be under way at once; 8 by default.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    private protected override Task PendingWork => _ended;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireInput(ParameterSetName != TaskSet || InputObject is not null);
        WaitOptions options = new()
        {
            Timeout = TimeoutSec < 0 ? null : TimeSpan.FromSeconds(TimeoutSec),
            PollInterval = PollIntervalSec is { } seconds ? TimeSpan.FromSeconds(seconds) : ListenUri is null ? null : CallbackListener.PollInterval,
            ThrottleLimit = ThrottleLimit,
            Any = Any,
        };
        TaskWaiter waiter = new(options, outcome => Post(() => Write(outcome)), StopToken);
        _waiter = waiter;
        // Before a task is read, so that none is made by a pipeline that cannot listen.
        _listener = ListenUri is null ? null : Listen(ListenUri, id => waiter.Called(id));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TaskSet)
        {
            WarnOfSilence(InputObject!);
            _waiter!.Add(ClientFor(InputObject), InputObject!.Id, InputObject);
        }
        else
        {
            foreach (string id in Id)
            {
                _waiter!.Add(Client, id);
            }
        }

        Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ended = _waiter!.WhenAllEnded();
        RunUntil(_ended);
        _listener?.Dispose();
        if (Any && _waiter.Remaining.Count > 0)
        {
            WriteVerbose(Remainder.AfterStop(_waiter.Remaining, _waiter.Unread.Count));
        }

        _progress.Complete(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        if (_waiter?.Remaining is { Count: > 0 } remaining)
        {
            // A pipeline that is being stopped takes no warning any more, but the person who stopped it has to know what goes on and costs.
            WriteHostWarning(Remainder.AfterStop(remaining, _waiter.Unread.Count));
        }
    }

    private protected override void Release() => _listener?.Dispose();

    private protected override void OnTick()
    {
        if (_waiter is not null)
        {
            _progress.Show(this, _waiter.GetSnapshot());
        }
    }

    private void WarnOfSilence(VideoTask task)
    {
        if (_listener is not null && !_isWarnedOfSilence && task is { IsFinished: false, Request: { CallbackUrl: null } request } && !request.AdditionalProperties.ContainsKey("callback_url"))
        {
            _isWarnedOfSilence = true;
            WriteWarning($"Task {task.Id} was made without -CallbackUrl: no call will come for it, and its end is seen late. Give New-MeshVideo the public address of what -ListenUri listens to.");
        }
    }

    private void Write(WaitOutcome outcome)
    {
        bool isEnd = outcome.Task is { IsFinished: true };
        if (isEnd)
        {
            CompletionCache.Current.Add(outcome.Task!);
            OrSayWhatGoesOn(() => WriteObject(outcome.Task), WriteVerbose);
        }

        if (outcome.Error is not null)
        {
            OrSayWhatGoesOn(() => WriteException(outcome.Error, ParameterSetName == TaskSet ? outcome.Task : outcome.Id), WriteWarning);
        }
    }

    // Select-Object -First, or -ErrorAction Stop: what is written may end the pipeline, and the other tasks are not over with it.
    private void OrSayWhatGoesOn(Action write, Action<string> say)
    {
        bool goesOn = false;
        try
        {
            write();
            goesOn = true;
        }
        finally
        {
            if (!goesOn && !StopToken.IsCancellationRequested && _waiter!.Remaining is { Count: > 0 } remaining)
            {
                say(Remainder.AfterStop(remaining, _waiter.Unread.Count));
            }
        }
    }
}
