using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Validation;
using MeshVideo.Simulator.Webhooks;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>POST /v1/video/generations.</summary>
internal sealed class CreateEndpoint(TaskStore tasks, WebhookSender webhooks, SimulatorOptions options)
{
    private readonly CreateValidator _validator = new(tasks);

    public Task<Answer> HandleAsync(Exchange exchange, string key) =>
        // Checking 64 MB of media takes its time: not on the thread that reads sockets.
        Task.Run(() => Handle(exchange, key));

    private Answer Handle(Exchange exchange, string key)
    {
        if (exchange.Body.TooLarge)
            return new ApiError(413, "request_too_large", "The request body passes 64 MB.").Answer(exchange);
        if (!exchange.Request.HasJsonContentType())
            return new ApiError(400, "invalid_request", "Content-Type must be application/json.").Answer(exchange);

        using var body = TryParse(exchange.Body, out var reason);
        if (body is null)
            return new ApiError(400, "invalid_request", $"The body is not JSON: {reason}").Answer(exchange);

        var verdict = _validator.Check(body.RootElement, key);
        if (verdict.Error is not null)
            return verdict.Error.Answer(exchange);
        if (!tasks.TrySpend(key, options.SpendLimit))
            return new ApiError(402, "spend_limit_exceeded", "The balance is used up.").Answer(exchange);

        var task = tasks.Create(key, verdict.Spec!);
        webhooks.Watch(task);
        exchange.Log.Update(exchange.Entry, entry => entry.TaskId = task.Id);
        return Created(task.Id);
    }

    private static Answer Created(string id) => Answer.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteEndObject();
    });

    private static JsonDocument? TryParse(RequestBody body, out string reason)
    {
        try
        {
            reason = "";
            return JsonDocument.Parse(body.Bytes);
        }
        catch (JsonException e)
        {
            reason = e.Message;
            return null;
        }
    }
}
