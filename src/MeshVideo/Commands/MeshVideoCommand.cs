using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Keys;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>What all cmdlets have in common: the way to the service, and long work that writes from the pipeline's thread.</summary>
public abstract class MeshVideoCommand : PSCmdlet, IDisposable
{
    /// <summary>How long the end of a pipeline waits for work that it called off, to let go of its files.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly PipelinePump _pump = new();
    private MeshVideoClient? _client;

    /// <summary>The API key. Without it: -SecretName, then $env:MESHAPI_API_KEY, then $env:MESH_API_KEY.</summary>
    [Parameter]
    [SecureText]
    public SecureString? ApiKey { get; set; }

    /// <summary>The name of the secret that holds the API key, read with SecretManagement's Get-Secret. Default: $env:MESHVIDEO_SECRET_NAME.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>The vault to read the secret from. Default: $env:MESHVIDEO_VAULT, or the vaults that Get-Secret looks in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The address of the service, with or without /v1. Default: $env:MESHAPI_BASE_URL, or the public service.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>The proxy to go through. Default: the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user and password for -Proxy, or for the system's proxy.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Cancelled when the pipeline is stopped or has ended.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Work still under way, waited for a moment at the end so that it can let go of its files.</summary>
    private protected virtual Task PendingWork => Task.CompletedTask;

    /// <summary>Ends what is under way; also when the pipeline ended early.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        AwaitPendingWork();
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives work that was called off a moment to end.</summary>
    private protected void AwaitPendingWork()
    {
        Task unfinished = PendingWork;
        if (!unfinished.IsCompleted)
        {
            unfinished.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(ShutdownGrace);
        }
    }

    /// <summary>Closes what the command holds open, once its work has ended.</summary>
    private protected virtual void Release()
    {
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>The service as this command's parameters and environment say.</summary>
    /// <exception cref="PipelineStoppedException">There is no usable key or address: reported as a terminating error.</exception>
    private protected MeshVideoClient Client => _client ??= Connect();

    /// <summary>The address that requests go to, for showing; needs no key.</summary>
    private protected string Destination => Service.GetLeftPart(UriPartial.Authority);

    /// <summary>Where the service is, as this command's parameters and environment say.</summary>
    private protected Uri Service => BaseUri ?? ServiceEnvironment.BaseUri ?? MeshVideoConnection.PublicService;

    /// <summary>Whether a common parameter, or the preference variable in its place, is on.</summary>
    private protected bool IsPreferenceOn(string parameter, string preference)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object given))
        {
            return LanguagePrimitives.IsTrue(given);
        }

        object? value = GetVariableValue(preference);
        return value is ActionPreference action ? action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore) : LanguagePrimitives.IsTrue(value);
    }

    /// <summary>The service for a task that comes along the pipeline: where it was made, unless this command says otherwise.</summary>
    private protected MeshVideoClient ClientFor(VideoTask? task)
    {
        bool isTold = ApiKey is not null || SecretName is not null || Vault is not null || BaseUri is not null || Proxy is not null || ProxyCredential is not null;
        return !isTold && _client is null && task is not null && MeshVideoClient.ForTask(task, Log) is { } client ? client : Client;
    }

    private protected IActivityLog Log => field ??= new PipelineLog(this, _pump, IsPreferenceOn("Verbose", "VerbosePreference"), IsPreferenceOn("Debug", "DebugPreference"));

    /// <summary>Has the pipeline's thread do something.</summary>
    private protected void Post(Action action) => _pump.Post(action);

    /// <summary>Does on this, the pipeline's, thread what work under way has handed in.</summary>
    private protected void Drain() => _pump.Drain(OnTick);

    /// <summary>Waits for work on the pipeline's thread, doing meanwhile what is handed in.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    private protected void RunUntil(Task work) => _pump.RunUntil(work, OnTick, StopToken);

    /// <summary>Waits for a result on the pipeline's thread, doing meanwhile what is handed in.</summary>
    private protected T Await<T>(Task<T> work)
    {
        RunUntil(work);
        return work.GetAwaiter().GetResult();
    }

    /// <summary>Called about four times a second while the command waits: the place for progress.</summary>
    private protected virtual void OnTick()
    {
    }

    /// <summary>
    /// Ends the command where it has nothing to work on. A mandatory parameter would ask for it, and a task in the night would wait for
    /// the answer.
    /// </summary>
    private protected void RequireInput(bool isGiven)
    {
        if (!isGiven && !MyInvocation.ExpectingInput)
        {
            MeshVideoException exception = new(
                MeshVideoErrorKind.InvalidRequest, $"{MyInvocation.MyCommand.Name} needs tasks: pipe them in, or give their ids with -Id.");
            ThrowTerminatingError(ErrorRecords.From(exception, target: null));
        }
    }

    /// <summary>Writes a verbose line; it may quote what came from the network.</summary>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(DisplayText.Sanitize(text));

    /// <summary>Writes a warning; it may quote what came from the network.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(DisplayText.Sanitize(text));

    /// <summary>Writes a warning where the pipeline is being stopped, and takes none.</summary>
    private protected void WriteHostWarning(string text) => Host.UI.WriteWarningLine(DisplayText.Sanitize(text));

    /// <summary>Writes a non-terminating error.</summary>
    private protected void WriteException(Exception exception, object? target) => WriteError(ErrorRecords.From(exception, target));

    /// <summary>Listens for callbacks until the command ends or is stopped; where that cannot be, the command ends.</summary>
    private protected CallbackListener Listen(Uri address, Action<string> onCall)
    {
        CallbackListener listener = RunOrTerminate(() => CallbackListener.Start(address, onCall, StopToken), address);
        WriteVerbose($"Listening for callbacks on {listener.Address}.");
        if (listener.IsReachableFromOtherMachines)
        {
            WriteWarning($"Other machines can connect to {listener.Address.GetLeftPart(UriPartial.Authority)}. Where a tunnel or a proxy on this machine receives the calls, use 127.0.0.1 instead; otherwise allow only the sender in the firewall.");
        }

        return listener;
    }

    /// <summary>Does what the whole command needs: where it fails, the command ends.</summary>
    private protected T RunOrTerminate<T>(Func<T> work, object? target = null)
    {
        try
        {
            return work();
        }
        catch (MeshVideoException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target));
            throw;
        }
    }

    private MeshVideoClient Connect() => RunOrTerminate(() =>
    {
        ApiKeySource source = new(ApiKey, SecretName, Vault);
        ApiKey key = Await(source.FindAsync(StopToken));
        Uri? address = BaseUri ?? ServiceEnvironment.BaseUri;
        return new MeshVideoClient(new MeshVideoConnection(key, address, ProxySettings.Create(Proxy, ProxyCredential?.GetNetworkCredential())), Log);
    });
}
