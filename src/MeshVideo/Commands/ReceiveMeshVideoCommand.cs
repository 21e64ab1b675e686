using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// Listens for the service's callbacks, and emits each task that has ended, once, after the service has confirmed it.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "MeshVideo", HelpUri = HelpLink.Folder + "Receive-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed class ReceiveMeshVideoCommand : ConnectedCommand
{
    /// <summary>The time to verify callbacks that came just before the timeout, since the service does not repeat them.</summary>
    private static readonly TimeSpan FinalCheckTime = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<bool> _limitReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallbackReceiver? _receiver;
    private CallbackListener? _listener;
    private Task _catchUp = Task.CompletedTask;
    private int _emittedCount;

    /// <summary>Where to listen, such as http://127.0.0.1:8085/mesh/.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public Uri? ListenUri { get; set; }

    /// <summary>The number of tasks after which the command ends.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>The time to listen in seconds. -1 (the default): until stopped.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(-1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = -1;

    /// <summary>
    /// Also lists the tasks that were created at this time or later: those that have ended are emitted, and the others are polled
    /// until they end. A time without a time zone is local.
    /// </summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    private protected override Task UnfinishedWork => _catchUp;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Not a mandatory parameter, which would prompt, since an unattended run cannot answer.
        Uri address = RunOrTerminate(() => ListenUri ?? throw new MeshVideoException(
            MeshVideoErrorKind.ListenFailed,
            "Receive-MeshVideo needs an address to listen on. Specify -ListenUri, such as http://127.0.0.1:8085/mesh/."));
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

    // Counts here and not on the pipeline's thread, which may not get to write what comes after -First.
    private void OnOutcome(WaitOutcome outcome)
    {
        bool isEnd = outcome.Task is { IsFinished: true };
        int number = isEnd ? Interlocked.Increment(ref _emittedCount) : 0;
        if (number > First)
        {
            return;
        }

        Post(() => Write(outcome, isEnd));
        if (number == First)
        {
            _limitReached.TrySetResult(true);
        }
    }

    private void Write(WaitOutcome outcome, bool isEnd)
    {
        if (isEnd)
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
