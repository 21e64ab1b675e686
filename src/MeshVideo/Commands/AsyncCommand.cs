using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Errors;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// The base of cmdlets that run asynchronous work: the work writes from the pipeline's thread, and ends when the pipeline stops.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    /// <summary>How long the end of a pipeline waits for canceled work to close its files.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stopSource = new();
    private readonly PipelinePump _pump = new();

    /// <summary>Cancelled when the pipeline is stopped or has ended.</summary>
    private protected CancellationToken StopToken => _stopSource.Token;

    /// <summary>Work still under way, waited for a moment at the end so that it can let go of its files.</summary>
    private protected virtual Task UnfinishedWork => Task.CompletedTask;

    /// <summary>Ends what is under way; also when the pipeline ended early.</summary>
    public void Dispose()
    {
        _stopSource.Cancel();
        WaitForUnfinishedWork();
        CloseResources();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives work that was called off a moment to end.</summary>
    private protected void WaitForUnfinishedWork()
    {
        Task unfinished = UnfinishedWork;
        if (!unfinished.IsCompleted)
        {
            unfinished.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(ShutdownGrace);
        }
    }

    /// <summary>Closes what the command holds open, once its work has ended.</summary>
    private protected virtual void CloseResources()
    {
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopSource.Cancel();

    /// <summary>Whether a common parameter, or the preference variable in its place, is on.</summary>
    private protected bool IsPreferenceOn(string parameter, string preference)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object given))
        {
            return LanguagePrimitives.IsTrue(given);
        }

        object? value = GetVariableValue(preference);
        return value is ActionPreference action
            ? action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore)
            : LanguagePrimitives.IsTrue(value);
    }

    private protected IActivityLog Log =>
        field ??= new PipelineLog(
            this, _pump, IsPreferenceOn("Verbose", "VerbosePreference"), IsPreferenceOn("Debug", "DebugPreference"));

    /// <summary>Has the pipeline's thread do something.</summary>
    private protected void Post(Action action) => _pump.Post(action);

    /// <summary>Does on this, the pipeline's, thread what work under way has handed in.</summary>
    private protected void Drain() => _pump.Drain(UpdateProgress);

    /// <summary>Waits for work on the pipeline's thread, doing meanwhile what is handed in.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    private protected void RunUntil(Task work) => _pump.RunUntil(work, UpdateProgress, StopToken);

    /// <summary>Waits for a result on the pipeline's thread, doing meanwhile what is handed in.</summary>
    private protected T Await<T>(Task<T> work)
    {
        RunUntil(work);
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Called about four times a second while the command waits: the place for progress.</summary>
    private protected virtual void UpdateProgress()
    {
    }

    /// <summary>
    /// Ends the command where it has nothing to work on. A mandatory parameter would ask for it, and a task in the night would
    /// wait for the answer.
    /// </summary>
    private protected void RequireInput(bool isGiven)
    {
        if (!isGiven && !MyInvocation.ExpectingInput)
        {
            MeshVideoException exception = new(
                MeshVideoErrorKind.InvalidRequest,
                $"{MyInvocation.MyCommand.Name} needs tasks: pipe them in, or give their ids with -Id.");
            ThrowTerminatingError(ErrorRecords.Create(exception, target: null));
        }
    }

    /// <summary>Writes a verbose line; it may quote what came from the network.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(DisplayText.Sanitize(text));

    /// <summary>Writes a warning; it may quote what came from the network.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(DisplayText.Sanitize(text));

    /// <summary>Writes a warning where the pipeline is being stopped, and takes none.</summary>
    private protected void WriteHostWarning(string text) => Host.UI.WriteWarningLine(DisplayText.Sanitize(text));

    /// <summary>Writes a non-terminating error.</summary>
    private protected void WriteException(Exception exception, object? target) =>
        WriteError(ErrorRecords.Create(exception, target));

    /// <summary>Does what the whole command needs: where it fails, the command ends.</summary>
    private protected T RunOrTerminate<T>(Func<T> work, object? target = null)
    {
        try
        {
            return work();
        }
        catch (MeshVideoException exception)
        {
            ThrowTerminatingError(ErrorRecords.Create(exception, target));
            throw;
        }
    }
}
