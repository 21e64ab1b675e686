using System.Collections.Generic;
using System.Text.Json;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Api;

/// <summary>An error in the format of the API.</summary>
internal sealed record ApiError(int Status, string? Code, string Message)
{
    public double? RetryAfterSeconds { get; init; }

    public IReadOnlyList<Violation> Details { get; init; } = [];

    public static ApiError NotFound(string id) => new(404, "not_found", $"Video generation task {id} not found.");

    public static ApiError Validation(IReadOnlyList<Violation> violations) =>
        new(422, "validation_error", "Request validation failed.") { Details = violations };

    public Response ToResponse(Exchange exchange) => Http.Response.Json(Status, json => Write(json, exchange.RequestId));

    private static string DefaultCode(int status) => status switch
    {
        400 => "invalid_request",
        401 => "unauthorized",
        402 => "spend_limit_exceeded",
        403 => "forbidden",
        404 => "not_found",
        409 => "conflict",
        422 => "unprocessable_entity",
        429 => "rate_limit_exceeded",
        502 or 503 => "upstream_error",
        504 => "gateway_timeout",
        >= 500 => "internal_error",
        _ => "invalid_request",
    };

    private void Write(Utf8JsonWriter json, string requestId)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", Code ?? DefaultCode(Status));
        json.WriteString("message", Message);
        if (Details.Count > 0)
        {
            json.WriteStartArray("details");
            foreach (Violation violation in Details)
            {
                violation.Write(json);
            }

            json.WriteEndArray();
        }

        if (RetryAfterSeconds is { } seconds)
        {
            json.WriteNumber("retry_after_seconds", seconds);
        }

        json.WriteEndObject();
        json.WriteString("request_id", requestId);
        json.WriteEndObject();
    }
}
