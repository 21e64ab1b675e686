using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Admin;
using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Rendering;
using MeshVideo.Simulator.Requests;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Webhooks;

namespace MeshVideo.Simulator;

/// <summary>A local Mesh video service, with the API on one loopback port and the files on another.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly LinkSigner _signer;
    private LoopbackServer? _api;
    private LoopbackServer? _files;
    private WebhookSender? _webhooks;

    private SimulatorHost(SimulatorOptions options)
    {
        Options = options;
        Faults = new FaultList(options.Faults);
        _signer = new LinkSigner(options.ToRealTime(options.LinkSeconds), options.Clock);
        Tasks = new TaskStore(options, _signer);
        ApiKey = options.Keys.FirstOrDefault(key => key != SimulatorOptions.AnyKey) ?? SimulatorOptions.DefaultKey;
    }

    /// <summary>The base address of the API.</summary>
    public Uri BaseUri => _api!.Address;

    /// <summary>The base address of the file server.</summary>
    public Uri FileBaseUri => _files!.Address;

    /// <summary>The first of the keys that the API accepts.</summary>
    public string ApiKey { get; }

    /// <summary>The options of the simulator.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The requests to both ports.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>The active faults.</summary>
    public FaultList Faults { get; }

    /// <summary>The tasks of all keys.</summary>
    public TaskStore Tasks { get; }

    /// <summary>Starts a simulator. It accepts requests when this method returns.</summary>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SimulatorHost host = new(options);
        try
        {
            await host.StartServersAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops both servers and all active webhooks.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_api is not null)
        {
            await _api.DisposeAsync().ConfigureAwait(false);
        }

        if (_files is not null)
        {
            await _files.DisposeAsync().ConfigureAwait(false);
        }

        _webhooks?.Dispose();
        _stopping.Dispose();
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        RequestPipeline pipeline = new(Requests, Faults, Options.Clock, Options.Log, _stopping.Token);

        // The file server starts first, because the links of the API contain its address.
        FileEndpoint files = new(Tasks, _signer, new RenderCache(), Options.FileBytes);
        _files = await LoopbackServer.StartAsync(
            Options.FilePort, routes => FileRoutes.Map(routes, pipeline, files), cancellationToken).ConfigureAwait(false);
        _signer.BaseUri = Options.PublicFileBaseUri ?? _files.Address;

        _webhooks = new WebhookSender(Tasks, _signer, Faults, Options, _stopping.Token);
        AdminRoutes admin = new(Faults, Requests, Tasks, _stopping.Token);
        ApiRoutes api = new(Options, Tasks, _signer, _webhooks);
        _api = await LoopbackServer.StartAsync(
            Options.Port,
            routes =>
            {
                admin.Map(routes);
                api.Map(routes, pipeline);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
