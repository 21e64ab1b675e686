using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>An address to call back.</summary>
internal sealed class Receiver(WebApplication application, Channel<string> bodies) : IAsyncDisposable
{
    public string Address => string.Join(',', application.Urls) + "/hook";

    public static async Task<Receiver> StartAsync(int status = 204)
    {
        Channel<string> bodies = Channel.CreateUnbounded<string>();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(async context =>
        {
            using StreamReader reader = new(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            bodies.Writer.TryWrite($"{context.Request.Method} {context.Request.ContentType} {context.Request.Path}\n{body}");
        });
        await application.StartAsync();
        return new Receiver(application, bodies);
    }

    public bool HasMore => bodies.Reader.TryPeek(out _);

    /// <summary>The next call: its head in a line, and its body.</summary>
    public async Task<(string Head, string Body)> NextAsync()
    {
        string[] call = (await bodies.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10))).Split('\n', 2);
        return (call[0], call[1]);
    }

    public async Task<JsonObject> NextTaskAsync() => JsonNode.Parse((await NextAsync()).Body)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }
}
