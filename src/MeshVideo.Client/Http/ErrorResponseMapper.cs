using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Http;

/// <summary>Converts an unsuccessful response of any form to an exception.</summary>
internal static class ErrorResponseMapper
{
    private const string InvalidApiVersion = "invalid_api_version";

    /// <summary>Gets whether a response contains an error, regardless of its status.</summary>
    public static bool HasError(JsonElement document) =>
        document.Property("error").ValueKind is JsonValueKind.Object or JsonValueKind.String;

    /// <summary>Creates the exception.</summary>
    /// <param name="response">The response: a JSON error, a <c>detail</c>, HTML, or an empty body.</param>
    /// <param name="taskId">The id of the task that was requested; null if there is none.</param>
    /// <param name="redactor">Removes secrets from the texts of the service.</param>
    public static MeshVideoException ToException(ApiResponse response, string? taskId, Redactor redactor)
    {
        JsonElement document = response.TryRead();
        JsonElement error = document.Property("error");
        // Some errors of the service, and FastAPI's validation errors, have this field instead.
        JsonElement detail = document.Property("detail");
        string? code = Clean(error.Property("code").AsText(), redactor);
        string? serviceMessage = Clean(error.Property("message").AsText() ?? error.AsText() ?? detail.AsText(), redactor);
        string? requestId = response.RequestId
            ?? (document.Property("request_id").AsText() is { } id ? ApiResponse.Excerpt(id, redactor) : null);
        List<ErrorDetail> details = ReadDetails(error.Property("details"), redactor);
        if (details.Count == 0)
        {
            details = ReadDetails(detail, redactor);
        }

        MeshVideoErrorKind kind = GetKind(response, code);
        TimeSpan? retryAfter = RetryAfter.Max(response.RetryAfter, error.Property("retry_after_seconds").AsSeconds());
        return new MeshVideoException(
            kind,
            Describe(
                kind == MeshVideoErrorKind.InvalidApiVersion
                    ? DescribeVersion(response.RequestedVersion)
                    : DescribeOperation(kind, Clean(taskId, redactor)),
                kind,
                response,
                code,
                serviceMessage,
                details,
                requestId,
                retryAfter))
        {
            StatusCode = response.StatusCode,
            Code = code,
            ServiceMessage = serviceMessage,
            Details = details,
            ProviderError = error.Property("provider_error").ToPlainValue(redactor.RedactForDisplay),
            RequestId = requestId,
            RetryAfter = retryAfter,
            TaskId = taskId,
            Remedies = GetRemedies(kind),
        };
    }

    private static MeshVideoErrorKind GetKind(ApiResponse response, string? code) => response.StatusCode switch
    {
        _ when response.IsRedirect => MeshVideoErrorKind.RedirectRefused,
        _ when response.IsSuccess => GetKind(code),
        >= 400 and < 500 when code == InvalidApiVersion => MeshVideoErrorKind.InvalidApiVersion,
        401 => MeshVideoErrorKind.Unauthorized,
        402 => MeshVideoErrorKind.SpendLimitExceeded,
        403 => MeshVideoErrorKind.Forbidden,
        404 when code == "model_not_found" => MeshVideoErrorKind.ModelNotFound,
        404 => MeshVideoErrorKind.NotFound,
        407 => MeshVideoErrorKind.ProxyAuthenticationRequired,
        408 => MeshVideoErrorKind.TimedOut,
        409 => MeshVideoErrorKind.Conflict,
        429 => MeshVideoErrorKind.RateLimited,
        >= 500 => MeshVideoErrorKind.ServiceUnavailable,
        _ => MeshVideoErrorKind.Refused,
    };

    // Some gateways return an error with status 200. If the code is unknown, the request may have been processed.
    private static MeshVideoErrorKind GetKind(string? code) => code switch
    {
        "unauthorized" => MeshVideoErrorKind.Unauthorized,
        "spend_limit_exceeded" => MeshVideoErrorKind.SpendLimitExceeded,
        "forbidden" => MeshVideoErrorKind.Forbidden,
        "not_found" => MeshVideoErrorKind.NotFound,
        "model_not_found" => MeshVideoErrorKind.ModelNotFound,
        "conflict" => MeshVideoErrorKind.Conflict,
        "rate_limit_exceeded" => MeshVideoErrorKind.RateLimited,
        InvalidApiVersion => MeshVideoErrorKind.InvalidApiVersion,
        "invalid_request" or "validation_error" or "unprocessable_entity" => MeshVideoErrorKind.Refused,
        _ => MeshVideoErrorKind.ServiceUnavailable,
    };

    private static string Describe(
        string operation,
        MeshVideoErrorKind kind,
        ApiResponse response,
        string? code,
        string? serviceMessage,
        List<ErrorDetail> details,
        string? requestId,
        TimeSpan? retryAfter)
    {
        string? reason = details.Count > 0 ? string.Join("; ", details) : serviceMessage?.TrimEnd('.');
        string?[] facts =
        [
            $"HTTP {response.StatusCode}",
            code ?? (serviceMessage is null ? response.MediaType : null),
            requestId is null ? null : "request " + requestId,
        ];
        string summary = string.IsNullOrWhiteSpace(reason) ? operation : $"{operation}: {reason}";
        return $"{summary} ({string.Join(", ", facts.Where(fact => fact is not null))}). {GetAdvice(kind, retryAfter)}".TrimEnd();
    }

    // A wait for many tasks can fail because of one of them, and the service's message need not name the task.
    private static string DescribeOperation(MeshVideoErrorKind kind, string? taskId) => kind switch
    {
        MeshVideoErrorKind.Unauthorized when taskId is not null =>
            $"The service rejected the API key, so task {taskId} was not read",
        MeshVideoErrorKind.Forbidden when taskId is not null =>
            $"The API key does not have permission, so task {taskId} was not read",
        MeshVideoErrorKind.NotFound when taskId is not null => $"Task {taskId} does not exist for this API key",
        MeshVideoErrorKind.Unauthorized => "The service rejected the API key",
        MeshVideoErrorKind.SpendLimitExceeded => "The balance of the API key is exhausted",
        MeshVideoErrorKind.Forbidden => "The API key does not have permission",
        MeshVideoErrorKind.NotFound => "The task does not exist for this API key",
        MeshVideoErrorKind.ModelNotFound => "The model does not exist",
        MeshVideoErrorKind.ProxyAuthenticationRequired => "A proxy requires a user name and a password",
        MeshVideoErrorKind.RateLimited => "Too many requests",
        MeshVideoErrorKind.ServiceUnavailable => "The service failed to process the request",
        MeshVideoErrorKind.RedirectRefused => "The service redirected the request to another address, which is not followed",
        MeshVideoErrorKind.TimedOut => "The service timed out waiting for the request",
        _ => "The service rejected the request",
    };

    private static string DescribeVersion(string? version) => version is null
        ? "The service rejected the request, which did not name a version of the API"
        : $"The service does not have the version '{version}' of the API";

    private static IReadOnlyList<Remedy> GetRemedies(MeshVideoErrorKind kind) => kind switch
    {
        MeshVideoErrorKind.Unauthorized => [Remedy.CheckApiKey],
        MeshVideoErrorKind.ModelNotFound => [Remedy.ChooseModel],
        MeshVideoErrorKind.ProxyAuthenticationRequired => [Remedy.ProvideProxyCredential],
        MeshVideoErrorKind.RedirectRefused => [Remedy.CheckBaseUri],
        MeshVideoErrorKind.InvalidApiVersion => [Remedy.ChangeApiVersion],
        _ => [],
    };

    private static string GetAdvice(MeshVideoErrorKind kind, TimeSpan? retryAfter) => kind switch
    {
        MeshVideoErrorKind.SpendLimitExceeded => "Add credit or raise the limit of the key, and try again.",
        MeshVideoErrorKind.Forbidden => "Ask the service whether the key is suspended.",
        MeshVideoErrorKind.NotFound => "Check the id and the key. The service keeps tasks for about 7 days.",
        MeshVideoErrorKind.Unauthorized or MeshVideoErrorKind.ModelNotFound or MeshVideoErrorKind.ProxyAuthenticationRequired
            or MeshVideoErrorKind.RedirectRefused or MeshVideoErrorKind.InvalidApiVersion => string.Empty,
        MeshVideoErrorKind.RateLimited when retryAfter > TimeSpan.Zero =>
            $"The request was not processed. {RetryAfter.Describe(retryAfter.Value, DateTimeOffset.UtcNow)}.",
        MeshVideoErrorKind.RateLimited => "The request was not processed. Try again later.",
        MeshVideoErrorKind.ServiceUnavailable => "Try again later.",
        MeshVideoErrorKind.TimedOut => "Try again.",
        _ => "Correct the request and send it again.",
    };

    private static List<ErrorDetail> ReadDetails(JsonElement details, Redactor redactor) =>
        [.. details.Items().Take(50).Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new ErrorDetail(
            Clean(ReadLocation(item.Property("loc")), redactor) ?? string.Empty,
            Clean(item.Property("msg").AsText(), redactor) ?? "not valid",
            Clean(item.Property("type").AsText(), redactor)))];

    private static string? ReadLocation(JsonElement location) => location.ValueKind == JsonValueKind.Array
        ? string.Join(
            ".", location.EnumerateArray().Take(50).Select(part => part.AsText()).Where(part => part is not null and not "body"))
        : location.AsText();

    private static string? Clean(string? text, Redactor redactor) =>
        text is null ? null : Redactor.Truncate(redactor.RedactForDisplay(text), Redactor.MaximumTextLength);
}
