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
public sealed class ReceiveMeshVideoCommand : MeshVideoCommand
{
    /// <summary>What was called about when the time is over may still be confirmed: the service does not call twice.</summary>
    private static readonly TimeSpan LastLooks = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<bool> _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    private protected override Task Unfinished => _catchingUp;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A mandatory parameter would ask for it, and a service in the night would wait for the answer.
        Uri address = Terminating(() => ListenUri ?? throw new MeshVideoException(
            MeshVideoErrorKind.ListenFailed, "Receive-MeshVideo needs an address to listen on: give -ListenUri, as in http://127.0.0.1:8085/mesh/."));
        CallbackReceiver receiver = new(Client, Take, StopToken);
        _receiver = receiver;
        _listener = Listen(address, receiver.Called);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        Task time = Task.Delay(TimeoutSec < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec), over.Token);
        _catchingUp = Since is { } since ? CatchUpAsync(since) : Task.CompletedTask;
        RunUntil(Task.WhenAny(_enough.Task, time));
        _listener!.Dispose();
        if (!_enough.Task.IsCompleted)
        {
            RunUntil(Task.WhenAny(_enough.Task, _receiver!.WhenCheckedAsync(over.Token), Task.Delay(LastLooks, over.Token)));
        }

        over.Cancel();
        SayWhatIsLeft();
    }

    private void SayWhatIsLeft()
    {
        if (_receiver!.GoingOn is { Count: > 0 } goingOn)
        {
            WriteVerbose(Remainder.AfterStop(goingOn));
        }

        if (_receiver.Unchecked is { Count: > 0 } calls)
        {
            WriteWarning(Remainder.Unchecked(calls));
        }
    }

    private protected override void LetGo()
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
            Post(() => WriteFault(exception, Since));
        }
        catch (OperationCanceledException)
        {
            // Stopped, or there were enough.
        }
    }

    // The count is kept here, on any thread, so that nothing is taken for emitted that the pipeline never gets.
    private void Take(WaitOutcome outcome)
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
            _enough.TrySetResult(true);
        }
    }

    private void Write(WaitOutcome outcome, bool isEnd)
    {
        if (isEnd)
        {
            SessionMemory.Current.Remember(outcome.Task!);
            WriteObject(outcome.Task);
        }

        if (outcome.Error is not null)
        {
            WriteFault(outcome.Error, (object?)outcome.Task ?? outcome.Id);
        }
    }
}
