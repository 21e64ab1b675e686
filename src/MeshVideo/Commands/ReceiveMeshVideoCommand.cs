using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>Listens for callbacks from the service and emits each confirmed task that has ended, once.</summary>
[Cmdlet(VerbsCommunications.Receive, "MeshVideo", HelpUri = HelpLink.Folder + "Receive-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed class ReceiveMeshVideoCommand : ConnectedCommand
{
    /// <summary>
    /// The time after the timeout in which the tasks of the last callbacks can still be read. The service does not repeat a
    /// callback.
    /// </summary>
    private static readonly TimeSpan FinalCheckTime = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<bool> _limitReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallbackReceiver? _receiver;
    private CallbackListener? _listener;
    private Task _catchUp = Task.CompletedTask;
    private int _emittedCount;

    /// <summary>Specifies the address to listen on, for example http://127.0.0.1:8085/mesh/.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public Uri? ListenUri { get; set; }

    /// <summary>Specifies the number of ended tasks after which the cmdlet ends.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Specifies how long to listen, in seconds. -1 (the default) listens until the command is stopped.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(-1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = -1;

    /// <summary>
    /// Specifies the creation time of the earliest tasks to include. The cmdlet lists these tasks, emits those that have ended,
    /// and polls the others until they end. A time without a time zone is local.
    /// </summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    private protected override Task UnfinishedWork => _catchUp;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A mandatory parameter would prompt for it, and an unattended script would wait indefinitely.
        Uri address = RunOrTerminate(() => ListenUri ?? throw new MeshVideoException(
            MeshVideoErrorKind.ListenFailed,
            "Receive-MeshVideo requires an address to listen on. Specify -ListenUri, for example http://127.0.0.1:8085/mesh/."));
        CallbackReceiver receiver = new(Connect(), OnOutcome, StopToken);
        _receiver = receiver;
        _listener = StartListener(address, receiver.OnCallback);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        Task delay = Task.Delay(TimeoutSec < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec), timeout.Token);
        _catchUp = Since is { } since ? CatchUpAsync(since) : Task.CompletedTask;
        RunUntil(Task.WhenAny(_limitReached.Task, delay));
        _listener!.Dispose();
        if (!_limitReached.Task.IsCompleted)
        {
            RunUntil(Task.WhenAny(
                _limitReached.Task,
                _receiver!.WaitUntilCheckedAsync(timeout.Token),
                Task.Delay(FinalCheckTime, timeout.Token)));
        }

        timeout.Cancel();
        WriteUnfinishedTasks();
    }

    private void WriteUnfinishedTasks()
    {
        if (_receiver!.ActiveTaskIds is { Count: > 0 } activeIds)
        {
            WriteVerbose(UnfinishedTaskMessages.ForStoppedWait(activeIds));
        }

        if (_receiver.UncheckedTaskIds is { Count: > 0 } uncheckedIds)
        {
            WriteWarning(UnfinishedTaskMessages.ForUnverifiedCallbacks(uncheckedIds));
        }
    }

    private protected override void CloseResources()
    {
        _listener?.Dispose();
        _receiver?.Dispose();
    }

    private async Task CatchUpAsync(DateTimeOffset since)
    {
        try
        {
            // Tasks are emitted while the next page is read.
            await Task.Yield();
            await _receiver!.CatchUpAsync(since, StopToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            Post(() => WriteException(exception, Since));
        }
        catch (OperationCanceledException)
        {
            // Stopped, or -First is reached.
        }
    }

    // Counts on the calling thread, so that no task over the limit is considered emitted.
    private void OnOutcome(WaitOutcome outcome)
    {
        bool hasEnded = outcome.Task is { IsFinished: true };
        int number = hasEnded ? Interlocked.Increment(ref _emittedCount) : 0;
        if (number > First)
        {
            return;
        }

        Post(() => Write(outcome, hasEnded));
        if (number == First)
        {
            _limitReached.TrySetResult(true);
        }
    }

    private void Write(WaitOutcome outcome, bool hasEnded)
    {
        if (hasEnded)
        {
            CompletionCache.Current.Add(outcome.Task!);
            WriteObject(outcome.Task);
        }

        if (outcome.Error is not null)
        {
            WriteException(outcome.Error, (object?)outcome.Task ?? outcome.Id);
        }
    }
}
