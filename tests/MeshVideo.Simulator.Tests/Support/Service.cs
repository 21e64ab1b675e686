using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>A simulator of a test's own, and a client of its API.</summary>
internal sealed class Service : IAsyncDisposable
{
    public const string Generations = "/v1/video/generations";
    public const string Model = "byteplus/dreamina-seedance-2-0";

    private Service(SimulatorHost host)
    {
        Host = host;
        Client = ClientFor(host.ApiKey);
        Anonymous = new HttpClient { BaseAddress = host.BaseUri };
    }

    public SimulatorHost Host { get; }

    public HttpClient Client { get; }

    public HttpClient Anonymous { get; }

    /// <summary>Tasks are over as soon as they are created, unless told otherwise.</summary>
    public static async Task<Service> StartAsync(Action<SimulatorOptions>? configure = null)
    {
        SimulatorOptions options = new() { QueueSeconds = 0, RunSeconds = 0 };
        configure?.Invoke(options);
        return new Service(await SimulatorHost.StartAsync(options));
    }

    public HttpClient ClientFor(string key)
    {
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = false };
        return new HttpClient(handler)
        {
            BaseAddress = Host.BaseUri,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
    }

    public static JsonObject Text(string text = "a cat", string model = Model) =>
        new() { ["model"] = model, ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) };

    public Task<Reply> PostAsync(JsonNode body, HttpClient? client = null) => PostAsync(body.ToJsonString(), client);

    public async Task<Reply> PostAsync(string body, HttpClient? client = null)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await Reply.OfAsync((client ?? Client).PostAsync(Generations, content));
    }

    public async Task<string> CreateAsync(JsonNode? body = null, HttpClient? client = null)
    {
        Reply reply = await PostAsync(body ?? Text(), client);
        Assert.Equal(200, reply.Status);
        return (string)reply.Json["id"]!;
    }

    public Task<Reply> GetAsync(string path, HttpClient? client = null) => Reply.OfAsync((client ?? Client).GetAsync(path));

    public async Task<JsonObject> TaskAsync(string id, HttpClient? client = null)
    {
        Reply reply = await GetAsync($"{Generations}/{id}", client);
        Assert.Equal(200, reply.Status);
        return reply.Json.AsObject();
    }

    /// <summary>Creates a task that is over at once, and reads it.</summary>
    public async Task<JsonObject> MakeAsync(JsonNode? body = null) => await TaskAsync(await CreateAsync(body));

    public async Task<Uri> VideoAsync(JsonNode? body = null) => new((string)(await MakeAsync(body))["content"]!["video_url"]!);

    /// <summary>Posts to the simulator's own endpoints.</summary>
    public async Task<Reply> AdminAsync(string path, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await Reply.OfAsync(Anonymous.PostAsync("/simulator" + path, content));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await Host.DisposeAsync();
    }
}
