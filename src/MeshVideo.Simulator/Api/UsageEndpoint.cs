using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Api;

/// <summary>POST /v1/usage/events: lists the charges, the newest first. Only succeeded tasks are charged.</summary>
internal sealed class UsageEndpoint(TaskStore tasks, SimulatorOptions options)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    public Task<Response> HandleAsync(Exchange exchange, string key) => Task.FromResult(Handle(exchange, key));

    private Response Handle(Exchange exchange, string key)
    {
        using JsonDocument? body = JsonText.TryParse(exchange.Body.Bytes, out string? reason);
        if (body is null)
        {
            return new ApiError(400, "invalid_request", $"The body is not valid JSON: {reason}").ToResponse(exchange);
        }

        Violations violations = new();
        (DateTimeOffset? since, int limit) = Read(body.RootElement, violations);
        if (violations.Any)
        {
            return ApiError.Validation(violations.All).ToResponse(exchange);
        }

        IEnumerable<(VideoTask Task, TaskState State)> charged = tasks.GetByOwner(key)
            .Select(task => (Task: task, task.State))
            .Where(row => row.State.Status == TaskStatuses.Succeeded && !(row.State.Since < since))
            .OrderByDescending(row => row.State.Since).ThenByDescending(row => row.Task.Sequence)
            .Take(limit);
        return Response.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("events");
            foreach ((VideoTask task, TaskState state) in charged)
            {
                Write(json, task.Spec, state.Since);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static (DateTimeOffset? Since, int Limit) Read(JsonElement body, Violations violations)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            violations.Add("model_type", "Input should be an object", "body");
            return default;
        }

        // The organization of the key always applies.
        FieldReader fields = new(body, violations, "body");
        fields.ReadRequiredText("org_id");
        DateTimeOffset? since = null;
        if (fields.ReadText("since") is { } text && !IsoTime.TryParse(text, out since))
        {
            fields.AddViolation("datetime_parsing", "Input should be a valid ISO 8601 time", "since");
        }

        return (since, (int)(fields.ReadInteger("limit", 1, MaximumLimit) ?? DefaultLimit));
    }

    private void Write(Utf8JsonWriter json, TaskSpec spec, DateTimeOffset endedAt)
    {
        string? cost = ModelCatalog.Find(spec.Model)?.Price.GetCost(
            spec.CompletionTokens, spec.GenerateAudio == true, spec.HasInputVideo, options.DiscountPercent);
        json.WriteStartObject();
        json.WriteString("request_id", spec.RequestId);
        json.WriteString("model", spec.Model);
        json.WriteNumber("completion_tokens", spec.CompletionTokens);
        json.WriteString("cost_usd", cost);
        json.WriteString("created_at", endedAt);
        json.WriteEndObject();
    }
}
