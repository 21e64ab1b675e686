using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// Listens for the service's callbacks for as long as it runs, and emits each task that ended, once, when the service has confirmed it.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "MeshVideo", HelpUri = HelpLink.Folder + "Receive-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed class ReceiveMeshVideoCommand : ConnectedCommand
{
    /// <summary>What was called about when the time is over may still be confirmed: the service does not call twice.</summary>
    private static readonly TimeSpan FinalCheckTime = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<bool> _isFirstReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallbackReceiver? _receiver;
    private CallbackListener? _listener;
    private Task _catchingUp = Task.CompletedTask;
    private int _emitted;

    /// <summary>Where to listen, as in http://127.0.0.1:8085/mesh/.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public Uri? ListenUri { get; set; }

    /// <summary>Ends after so many tasks.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Seconds to listen. -1 (the default): until stopped.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(-1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = -1;

    /// <summary>
    /// Begins with the tasks made at this time or later, found by listing: those that ended while nobody listened are emitted, and those
    /// that have not are looked at until they do. A time without a zone is local.
    /// </summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    private protected override Task PendingWork => _catchingUp;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A mandatory parameter would ask for it, and a service in the night would wait for the answer.
        Uri address = RunOrTerminate(() => ListenUri ?? throw new MeshVideoException(
            MeshVideoErrorKind.ListenFailed, "Receive-MeshVideo needs an address to listen on: give -ListenUri, as in http://127.0.0.1:8085/mesh/."));
        CallbackReceiver receiver = new(Connect(), OnOutcome, StopToken);
        _receiver = receiver;
        _listener = Listen(address, receiver.OnCallback);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        Task time = Task.Delay(TimeoutSec < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec), over.Token);
        _catchingUp = Since is { } since ? CatchUpAsync(since) : Task.CompletedTask;
        RunUntil(Task.WhenAny(_isFirstReached.Task, time));
        _listener!.Dispose();
        if (!_isFirstReached.Task.IsCompleted)
        {
            RunUntil(Task.WhenAny(_isFirstReached.Task, _receiver!.WaitUntilCheckedAsync(over.Token), Task.Delay(FinalCheckTime, over.Token)));
        }

        over.Cancel();
        WriteUncheckedWarning();
    }

    private void WriteUncheckedWarning()
    {
        if (_receiver!.ActiveTaskIds is { Count: > 0 } goingOn)
        {
            WriteVerbose(UnfinishedTaskMessages.ForStoppedWait(goingOn));
        }

        if (_receiver.UncheckedTaskIds is { Count: > 0 } calls)
        {
            WriteWarning(UnfinishedTaskMessages.ForUnverifiedCallbacks(calls));
        }
    }

    private protected override void Release()
    {
        _listener?.Dispose();
        _receiver?.Dispose();
    }

    private async Task CatchUpAsync(DateTimeOffset since)
    {
        try
        {
            // What is found is written while more is read.
            await Task.Yield();
            await _receiver!.CatchUpAsync(since, StopToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            Post(() => WriteException(exception, Since));
        }
        catch (OperationCanceledException)
        {
            // Stopped, or there were enough.
        }
    }

    // The count is kept here, on any thread, so that nothing is taken for emitted that the pipeline never gets.
    private void OnOutcome(WaitOutcome outcome)
    {
        bool isEnd = outcome.Task is { IsFinished: true };
        int number = isEnd ? Interlocked.Increment(ref _emitted) : 0;
        if (number > First)
        {
            return;
        }

        Post(() => Write(outcome, isEnd));
        if (number == First)
        {
            _isFirstReached.TrySetResult(true);
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
