using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Errors;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// The base class of cmdlets that run asynchronous work. The work writes on the pipeline thread, and is canceled when the
/// pipeline stops.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopSource = new();
    private readonly PipelinePump _pump = new();

    /// <summary>Canceled when the pipeline is stopped or has ended.</summary>
    private protected CancellationToken StopToken => _stopSource.Token;

    /// <summary>
    /// The work that has not ended. The cmdlet briefly waits for it at the end, so that it can close its files.
    /// </summary>
    private protected virtual Task UnfinishedWork => Task.CompletedTask;

    /// <summary>The time that canceled work has to end.</summary>
    private protected virtual TimeSpan ShutdownGrace => TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the pipeline was stopped, as by Ctrl+C.</summary>
    private protected bool IsStopped { get; private set; }

    /// <summary>Cancels unfinished work, also if the pipeline ends early.</summary>
    public void Dispose()
    {
        _stopSource.Cancel();
        WaitForUnfinishedWork();
        CloseResources();
        GC.SuppressFinalize(this);
    }

    /// <summary>Briefly waits for canceled work to end.</summary>
    private protected void WaitForUnfinishedWork()
    {
        Task unfinished = UnfinishedWork;
        if (!unfinished.IsCompleted)
        {
            unfinished.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(ShutdownGrace);
        }
    }

    /// <summary>Closes the resources of the cmdlet, after its work has ended.</summary>
    private protected virtual void CloseResources()
    {
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        IsStopped = true;
        _stopSource.Cancel();
    }

    /// <summary>
    /// Determines whether a common parameter is on, or the preference variable if the parameter is not specified.
    /// </summary>
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

    /// <summary>Queues an action for the pipeline thread.</summary>
    private protected void Post(Action action) => _pump.Post(action);

    /// <summary>Runs the queued actions. Call it on the pipeline thread.</summary>
    private protected void Drain() => _pump.Drain(UpdateProgress);

    /// <summary>Waits for work on the pipeline thread, and runs queued actions meanwhile.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    private protected void RunUntil(Task work) => _pump.RunUntil(work, UpdateProgress, StopToken);

    /// <summary>Waits for a result on the pipeline thread, and runs queued actions meanwhile.</summary>
    private protected T Await<T>(Task<T> work)
    {
        RunUntil(work);
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Called up to four times per second while the cmdlet waits.</summary>
    private protected virtual void UpdateProgress()
    {
    }

    /// <summary>
    /// Ends the command with an error if it has no input. A mandatory parameter would prompt for it, and an unattended script
    /// would wait indefinitely.
    /// </summary>
    private protected void RequireInput(bool isGiven)
    {
        if (!isGiven && !MyInvocation.ExpectingInput)
        {
            MeshVideoException exception = new(
                MeshVideoErrorKind.InvalidRequest,
                $"{MyInvocation.MyCommand.Name} requires tasks. Pipe tasks to it, or specify their ids with -Id.");
            ThrowTerminatingError(ErrorRecords.Create(exception, target: null, isTerminating: true));
        }
    }

    /// <summary>Writes a verbose message, which may contain text from the network.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(DisplayText.Sanitize(text));

    /// <summary>Writes a warning, which may contain text from the network.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(DisplayText.Sanitize(text));

    /// <summary>Writes a warning to the host. A pipeline that is stopping discards other warnings.</summary>
    private protected void WriteHostWarning(string text) => Host.UI.WriteWarningLine(DisplayText.Sanitize(text));

    /// <summary>Writes a non-terminating error.</summary>
    private protected void WriteException(Exception exception, object? target) =>
        WriteError(ErrorRecords.Create(exception, target, StopsOnError));

    private bool StopsOnError =>
        (MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object given)
            ? given
            : GetVariableValue("ErrorActionPreference")) is ActionPreference.Stop;

    /// <summary>Runs work on which the whole command depends. An error of the client becomes a terminating error.</summary>
    private protected T RunOrTerminate<T>(Func<T> work, object? target = null)
    {
        try
        {
            return work();
        }
        catch (MeshVideoException exception)
        {
            ThrowTerminatingError(ErrorRecords.Create(exception, target, isTerminating: true));
            throw;
        }
    }
}
