using System;
using System.Management.Automation;
using System.Security;
using MeshVideo.Binding;
using MeshVideo.Keys;

namespace MeshVideo.Commands;

/// <summary>The base of cmdlets that call the service, with the parameters of the connection.</summary>
public abstract class ConnectedCommand : AsyncCommand
{
    private MeshVideoClient? _client;

    /// <summary>The API key. Without it: -SecretName, then $env:MESHAPI_API_KEY, then $env:MESH_API_KEY.</summary>
    [Parameter]
    [SecureStringArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>
    /// The name of the secret that holds the API key, read with SecretManagement's Get-Secret. Default:
    /// $env:MESHVIDEO_SECRET_NAME.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>
    /// The vault to read the secret from. Default: $env:MESHVIDEO_VAULT, or the vaults that Get-Secret looks in.
    /// </summary>
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

    /// <summary>Connects to the service that the parameters and the environment name, once.</summary>
    /// <exception cref="PipelineStoppedException">
    /// There is no usable key or address, which was reported as a terminating error.
    /// </exception>
    private protected MeshVideoClient Connect() => _client ??= RunOrTerminate(() =>
    {
        ApiKeySource source = new(ApiKey, SecretName, Vault);
        ApiKey key = Await(source.GetAsync(StopToken));
        Uri? address = BaseUri ?? EnvironmentSettings.BaseUri;
        return new MeshVideoClient(
            new MeshVideoConnection(key, address, ProxySettings.Create(Proxy, ProxyCredential?.GetNetworkCredential())), Log);
    });

    /// <summary>The address that requests go to, for showing; needs no key.</summary>
    private protected string ServiceAuthority => ServiceUri.GetLeftPart(UriPartial.Authority);

    /// <summary>Where the service is, as this command's parameters and environment say.</summary>
    private protected Uri ServiceUri => BaseUri ?? EnvironmentSettings.BaseUri ?? MeshVideoConnection.PublicService;

    /// <summary>
    /// The service for a task that comes along the pipeline: where it was made, unless this command says otherwise.
    /// </summary>
    private protected MeshVideoClient ConnectFor(VideoTask? task)
    {
        bool hasConnectionParameter = ApiKey is not null
            || SecretName is not null
            || Vault is not null
            || BaseUri is not null
            || Proxy is not null
            || ProxyCredential is not null;
        return !hasConnectionParameter && _client is null && task is not null && MeshVideoClient.ForTask(task, Log) is { } client
            ? client
            : Connect();
    }

    /// <summary>Listens for callbacks until the command ends or is stopped; where that cannot be, the command ends.</summary>
    private protected CallbackListener StartListener(Uri address, Action<string> onCallback)
    {
        CallbackListener listener = RunOrTerminate(() => CallbackListener.Start(address, onCallback, StopToken), address);
        WriteVerbose($"Listening for callbacks on {listener.Address}.");
        if (listener.IsReachableFromOtherMachines)
        {
            WriteWarning($"Other machines can connect to {listener.Address.GetLeftPart(UriPartial.Authority)}. Where a tunnel or a proxy on this machine receives the calls, use 127.0.0.1 instead; otherwise allow only the sender in the firewall.");
        }

        return listener;
    }
}
