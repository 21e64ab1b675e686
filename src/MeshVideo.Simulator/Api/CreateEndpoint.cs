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

    public async Task<Answer> HandleAsync(Exchange exchange, string key)
    {
        // Validating 64 MB of media is slow and must not block the thread that reads sockets.
        Answer answer = await Task.Run(() => Handle(exchange, key)).ConfigureAwait(false);
        if (options.CreateSeconds > 0 && answer.Status == 200)
        {
            await Task.Delay(options.OnClock(options.CreateSeconds), exchange.Aborted).ConfigureAwait(false);
        }

        return answer;
    }

    private Answer Handle(Exchange exchange, string key)
    {
        if (exchange.Body.TooLarge)
        {
            return new ApiError(413, "request_too_large", "The request body exceeds 64 MB.").Answer(exchange);
        }

        if (!exchange.Request.HasJsonContentType())
        {
            return new ApiError(400, "invalid_request", "Content-Type must be application/json.").Answer(exchange);
        }

        using JsonDocument? body = JsonText.TryParse(exchange.Body.Bytes, out string? reason);
        if (body is null)
        {
            return new ApiError(400, "invalid_request", $"The body is not valid JSON: {reason}").Answer(exchange);
        }

        Verdict verdict = _validator.Check(body.RootElement, key);
        if (verdict.Error is not null)
        {
            return verdict.Error.Answer(exchange);
        }

        if (Admit(key, verdict.Spec! with { RequestId = exchange.RequestId }, out VideoTask? task) is { } refusal)
        {
            return refusal.Answer(exchange);
        }

        webhooks.Watch(task);
        exchange.Log.Update(exchange.Entry, entry => entry.TaskId = task.Id);
        return Created(task.Id);
    }

    /// <summary>
    /// Creates the task, unless the key has too many tasks or no credit. The lock prevents that concurrent requests pass the
    /// limit.
    /// </summary>
    private ApiError? Admit(string key, TaskSpec spec, out VideoTask task)
    {
        lock (_gate)
        {
            task = null!;

            // Sends no Retry-After, because the end of a task is unknown.
            if (options.MaxRunning is { } most && tasks.OwnedBy(key).Count(other => !other.State.IsTerminal) >= most)
            {
                return new ApiError(
                    429, "rate_limit_exceeded", $"The key has {most} queued or running tasks, which is the maximum.");
            }

            if (!tasks.TrySpend(key, options.SpendLimit))
            {
                return new ApiError(402, "spend_limit_exceeded", "The spend limit is exceeded.");
            }

            task = tasks.Create(key, spec);
            return null;
        }
    }

    private static Answer Created(string id) => Answer.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteEndObject();
    });
}
