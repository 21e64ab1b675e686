using System.Linq;
using System.Text.Json;
using System.Threading;
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

    private readonly Lock _gate = new();

    public async Task<Response> HandleAsync(Exchange exchange, string key)
    {
        // Validating 64 MB of media is slow and must not block the thread that reads sockets.
        Response response = await Task.Run(() => Handle(exchange, key)).ConfigureAwait(false);
        if (options.CreateSeconds > 0 && response.Status == 200)
        {
            await Task.Delay(options.ToRealTime(options.CreateSeconds), exchange.Aborted).ConfigureAwait(false);
        }

        return response;
    }

    private Response Handle(Exchange exchange, string key)
    {
        if (exchange.Body.TooLarge)
        {
            return new ApiError(413, "request_too_large", "The request body exceeds 64 MB.").ToResponse(exchange);
        }

        if (!exchange.Request.HasJsonContentType())
        {
            return new ApiError(400, "invalid_request", "Content-Type must be application/json.").ToResponse(exchange);
        }

        using JsonDocument? body = JsonText.TryParse(exchange.Body.Bytes, out string? reason);
        if (body is null)
        {
            return new ApiError(400, "invalid_request", $"The body is not valid JSON: {reason}").ToResponse(exchange);
        }

        ValidationResult result = _validator.Validate(body.RootElement, key);
        if (result.Error is not null)
        {
            return result.Error.ToResponse(exchange);
        }

        if (TryCreateTask(key, result.Spec! with { RequestId = exchange.RequestId }, out VideoTask? task) is { } error)
        {
            return error.ToResponse(exchange);
        }

        webhooks.Watch(task);
        exchange.Log.Update(exchange.LogEntry, entry => entry.TaskId = task.Id);
        return CreateResponse(task.Id);
    }

    /// <summary>
    /// Creates the task, unless the key has too many tasks or no credit. The lock prevents that concurrent requests pass the
    /// limit.
    /// </summary>
    private ApiError? TryCreateTask(string key, TaskSpec spec, out VideoTask task)
    {
        lock (_gate)
        {
            task = null!;

            // Sends no Retry-After, because the end of a task is unknown.
            if (options.MaxRunning is { } maximum && tasks.GetByOwner(key).Count(other => !other.State.IsTerminal) >= maximum)
            {
                return new ApiError(
                    429, "rate_limit_exceeded", $"The key has {maximum} queued or running tasks, which is the maximum.");
            }

            if (!tasks.TrySpend(key, options.SpendLimit))
            {
                return new ApiError(402, "spend_limit_exceeded", "The spend limit is exceeded.");
            }

            task = tasks.Create(key, spec);
            return null;
        }
    }

    private static Response CreateResponse(string id) => Response.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteEndObject();
    });
}
