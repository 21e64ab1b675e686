using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Simulator;
using MeshVideo.Simulator.Requests;

namespace MeshVideo.Client.Tests.Support;

/// <summary>
/// A simulator with a client of it. Its tasks end as soon as they are looked at, unless the options say otherwise.
/// </summary>
internal sealed class Service : IAsyncDisposable
{
    private Service(SimulatorHost host)
    {
        Host = host;
        Client = ClientOf(host.BaseUri, Notes, host.ApiKey);
    }

    public SimulatorHost Host { get; }

    public MeshVideoClient Client { get; }

    public RecordingLog Notes { get; } = new();

    public IReadOnlyList<LoggedRequest> Posts => Requests(request => request.Method == "POST");

    public IReadOnlyList<LoggedRequest> FileRequests => Requests(request => request.Port == ServerPort.File);

    public static async Task<Service> StartAsync(Action<SimulatorOptions>? configure = null)
    {
        SimulatorOptions options = new() { QueueSeconds = 0, RunSeconds = 0 };
        configure?.Invoke(options);
        return new Service(await SimulatorHost.StartAsync(options));
    }

    public static async Task<Service> StartAsync(string faults, Action<SimulatorOptions>? configure = null)
    {
        Service service = await StartAsync(configure);
        service.Host.Faults.Add(faults);
        return service;
    }

    public static MeshVideoClient ClientOf(Uri address, IActivityLog? log = null, string key = "rsk_of_a_test") =>
        new(new MeshVideoConnection(new ApiKey(key), address), log);

    public IReadOnlyList<LoggedRequest> Gets(string id) =>
        Requests(request => request.Method == "GET" && request.Path.EndsWith("/" + id, StringComparison.Ordinal));

    /// <summary>A task that has succeeded, as the client reads it.</summary>
    public Task<VideoTask> SucceededAsync() => Client.GetAsync(Host.Tasks.Seed(1)[0]);

    /// <summary>The bytes behind a link, fetched by other means than the client's.</summary>
    public static async Task<byte[]> BytesAsync(Uri? link)
    {
        using HttpClient http = new();
        return await http.GetByteArrayAsync(link);
    }

    public Task<IReadOnlyList<LoggedRequest>> ArrivedAsync(Func<LoggedRequest, bool> match, int count = 1) =>
        Host.Requests.WaitForAsync(match, count, Expect.Timeout);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private List<LoggedRequest> Requests(Func<LoggedRequest, bool> match) => [.. Host.Requests.All.Where(match)];
}
