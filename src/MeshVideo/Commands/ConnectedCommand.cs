using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Errors;
using MeshVideo.Keys;

namespace MeshVideo.Commands;

/// <summary>The base class of cmdlets that call the service, with the parameters of the connection.</summary>
public abstract class ConnectedCommand : AsyncCommand
{
    private static readonly TimeSpan PriceTimeout = TimeSpan.FromSeconds(10);

    private MeshVideoClient? _client;

    /// <summary>
    /// Specifies the API key. By default, the secret that -SecretName and -Vault specify, then $env:MESHAPI_API_KEY, then
    /// $env:MESH_API_KEY.
    /// </summary>
    [Parameter]
    [SecureStringArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>
    /// Specifies the name of the secret that contains the API key, which is read with the Get-Secret cmdlet. By default,
    /// $env:MESHVIDEO_SECRET_NAME.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>
    /// Specifies the name of the SecretManagement vault that contains the secret. By default, $env:MESHVIDEO_VAULT.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>
    /// Specifies the URL of the service, with or without /v1 at the end. By default, $env:MESHAPI_BASE_URL, or the public
    /// service.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>Specifies the proxy for all hosts. By default, the system proxy.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Specifies the user name and password for the proxy that -Proxy specifies, or for the system proxy.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>
    /// Specifies the dated version of the API that requests name, such as 2026-08. With an empty string, they name none, and the
    /// service chooses. By default, $env:MESHAPI_VERSION, or the version that the module is written for.
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string? ApiVersion { get; set; }

    /// <summary>Connects to the service once, by the parameters and the environment.</summary>
    /// <exception cref="PipelineStoppedException">
    /// The key or the address is missing or invalid, which was written as a terminating error.
    /// </exception>
    private protected MeshVideoClient Connect() => _client ??= RunOrTerminate(CreateClient);

    /// <summary>Connects to the service once, if there is an API key.</summary>
    /// <param name="missingKey">Why there is no key; null if there is one.</param>
    /// <returns>The client; null if there is no key.</returns>
    /// <exception cref="PipelineStoppedException">
    /// The key or the address is invalid, which was written as a terminating error.
    /// </exception>
    private protected MeshVideoClient? TryConnect(out MeshVideoException? missingKey)
    {
        MeshVideoException? problem = null;
        MeshVideoClient? client = _client ??= RunOrTerminate(() =>
        {
            try
            {
                return CreateClient();
            }
            catch (MeshVideoException exception) when (exception.Kind == MeshVideoErrorKind.MissingApiKey)
            {
                problem = exception;
                return null;
            }
        });
        missingKey = problem;
        return client;
    }

    /// <summary>Loads the table of models.</summary>
    /// <exception cref="PipelineStoppedException">
    /// The file can't be read or is not valid, which was written as a terminating error.
    /// </exception>
    private protected ModelTable LoadModels() => RunOrTerminate(
        () => ModelTableFile.Load(SessionState), EnvironmentSettings.GetVariable(EnvironmentSettings.ModelsVariable));

    /// <summary>Reads the prices. If they can't be read within a moment, a warning says why they are not known.</summary>
    /// <param name="table">The table of models.</param>
    /// <param name="client">The client; null to connect by the parameters and the environment.</param>
    private protected CostEstimator ReadPrices(ModelTable table, MeshVideoClient? client = null)
    {
        MeshVideoException? problem = null;
        client ??= TryConnect(out problem);
        if (client is not null)
        {
            using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
            source.CancelAfter(PriceTimeout);
            try
            {
                return Await(client.ReadPricesAsync(table, source.Token));
            }
            catch (MeshVideoException exception)
            {
                problem = exception;
            }
            catch (OperationCanceledException) when (!StopToken.IsCancellationRequested)
            {
                // The service did not respond.
            }
        }

        string reason = problem is null ? "the service did not respond in time." : ErrorRecords.FormatMessage(problem);
        WriteWarning($"The prices are not known: {reason}");
        return new CostEstimator(table);
    }

    /// <summary>The scheme and host that requests are sent to, for messages.</summary>
    private protected string ServiceAuthority => ServiceUri.GetLeftPart(UriPartial.Authority);

    /// <summary>The address of the service, by the parameters and the environment.</summary>
    private protected Uri ServiceUri => BaseUri ?? EnvironmentSettings.BaseUri ?? MeshVideoConnection.PublicService;

    /// <summary>
    /// Gets the client for a task from the pipeline: the one that created it, unless a parameter specifies a connection.
    /// </summary>
    private protected MeshVideoClient ConnectFor(VideoTask? task)
    {
        bool hasConnectionParameter = ApiKey is not null
            || SecretName is not null
            || Vault is not null
            || BaseUri is not null
            || Proxy is not null
            || ProxyCredential is not null
            || ApiVersion is not null;
        return !hasConnectionParameter && _client is null && task is not null && MeshVideoClient.ForTask(task, Log) is { } client
            ? client
            : Connect();
    }

    /// <summary>Creates a client, by the parameters and the environment.</summary>
    /// <exception cref="MeshVideoException">The key or another setting is missing or not valid.</exception>
    private protected MeshVideoClient CreateClient()
    {
        ApiKeySource source = new(ApiKey, SecretName, Vault);
        ApiKey key = Await(source.GetAsync(StopToken));
        Uri? address = BaseUri ?? EnvironmentSettings.BaseUri;
        return new MeshVideoClient(
            new MeshVideoConnection(
                key,
                address,
                ProxySettings.Create(Proxy, ProxyCredential?.GetNetworkCredential()),
                ApiVersion ?? EnvironmentSettings.ApiVersion),
            Log);
    }

    /// <summary>Starts to listen for callbacks, until the command ends or is stopped. An error is a terminating error.</summary>
    private protected CallbackListener StartListener(Uri address, Action<string> onCallback)
    {
        CallbackListener listener = RunOrTerminate(() => CallbackListener.Start(address, onCallback, StopToken), address);
        WriteVerbose($"Listening for callbacks on {listener.Address}.");
        if (listener.IsReachableFromOtherMachines)
        {
            WriteWarning($"Other machines can connect to {listener.Address.GetLeftPart(UriPartial.Authority)}. "
                + "If a tunnel or proxy on this machine receives the callbacks, use 127.0.0.1 instead. "
                + "Otherwise, allow only the service in the firewall.");
        }

        return listener;
    }
}
