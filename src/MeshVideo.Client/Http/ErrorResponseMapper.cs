using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Http;

/// <summary>Turns an answer that is no success into the client's exception, whatever shape it has.</summary>
internal static class ErrorResponseMapper
{
    /// <summary>Whether an answer has an error in it, whatever its status says.</summary>
    public static bool HasError(JsonElement document) => document.Property("error").ValueKind is JsonValueKind.Object or JsonValueKind.String;

    /// <summary>Makes the exception.</summary>
    /// <param name="answer">The answer: a JSON error, a <c>detail</c>, HTML, or nothing at all.</param>
    /// <param name="taskId">The task that was asked about, if one was.</param>
    /// <param name="redactor">Cuts links' queries out of the service's words.</param>
    public static MeshVideoException ToException(ApiResponse answer, string? taskId, Redactor redactor)
    {
        JsonElement document = answer.TryRead();
        JsonElement error = document.Property("error");
        // Some answers, and FastAPI's own validation, have this instead.
        JsonElement detail = document.Property("detail");
        string? code = error.Property("code").AsText() is { } word ? Shorten(redactor.RedactForDisplay(word)) : null;
        string? said = error.Property("message").AsText() ?? error.AsText() ?? detail.AsText();
        said = said is null ? null : Shorten(redactor.RedactForDisplay(said));
        string? requestId = answer.RequestId ?? (document.Property("request_id").AsText() is { } id ? ApiResponse.Excerpt(id, redactor) : null);
        List<ErrorDetail> details = ReadDetails(error.Property("details"), redactor);
        if (details.Count == 0)
        {
            details = ReadDetails(detail, redactor);
        }

        MeshVideoErrorKind kind = GetKind(answer, code);
        return new MeshVideoException(kind, Describe(DescribeOperation(kind, taskId is null ? null : Shorten(redactor.RedactForDisplay(taskId))), kind, answer, code, said, details, requestId))
        {
            StatusCode = answer.StatusCode,
            Code = code,
            ServiceMessage = said,
            Details = details,
            ProviderError = error.Property("provider_error").ToPlainValue(redactor.RedactForDisplay),
            RequestId = requestId,
            RetryAfter = RetryAfter.Max(answer.RetryAfter, error.Property("retry_after_seconds").AsSeconds()),
            TaskId = taskId,
            Remedies = GetRemedies(kind),
        };
    }

    private static MeshVideoErrorKind GetKind(ApiResponse answer, string? code) => answer.StatusCode switch
    {
        _ when answer.IsRedirect => MeshVideoErrorKind.RedirectRefused,
        _ when answer.IsSuccess => GetKind(code),
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

    // A gateway may answer an error with status 200. What its code does not tell may be anything, and the request may have been carried out.
    private static MeshVideoErrorKind GetKind(string? code) => code switch
    {
        "unauthorized" => MeshVideoErrorKind.Unauthorized,
        "spend_limit_exceeded" => MeshVideoErrorKind.SpendLimitExceeded,
        "forbidden" => MeshVideoErrorKind.Forbidden,
        "not_found" => MeshVideoErrorKind.NotFound,
        "model_not_found" => MeshVideoErrorKind.ModelNotFound,
        "conflict" => MeshVideoErrorKind.Conflict,
        "rate_limit_exceeded" => MeshVideoErrorKind.RateLimited,
        "invalid_request" or "validation_error" or "unprocessable_entity" or "invalid_api_version" => MeshVideoErrorKind.Refused,
        _ => MeshVideoErrorKind.ServiceUnavailable,
    };

    private static string Describe(
        string what, MeshVideoErrorKind kind, ApiResponse answer, string? code, string? said, List<ErrorDetail> details, string? requestId)
    {
        StringBuilder text = new(what);
        if (details.Count > 0)
        {
            text.Append(": ").Append(string.Join("; ", details));
        }
        else if (!string.IsNullOrWhiteSpace(said))
        {
            text.Append(": ").Append(said!.TrimEnd('.'));
        }

        text.Append(" (HTTP ").Append(answer.StatusCode);
        if (code is not null)
        {
            text.Append(", ").Append(code);
        }
        else if (said is null && answer.MediaType is not null)
        {
            text.Append(", ").Append(answer.MediaType);
        }

        if (requestId is not null)
        {
            text.Append(", request ").Append(requestId);
        }

        return text.Append("). ").Append(GetAdvice(kind)).ToString().TrimEnd();
    }

    // A wait for many ends with these for one of them, and the service need not name it.
    private static string DescribeOperation(MeshVideoErrorKind kind, string? taskId) => kind switch
    {
        MeshVideoErrorKind.Unauthorized when taskId is not null => $"The service does not accept the API key, so task {taskId} was not read",
        MeshVideoErrorKind.Forbidden when taskId is not null => $"The API key is not allowed to do this, so task {taskId} was not read",
        MeshVideoErrorKind.NotFound when taskId is not null => $"The service does not know task {taskId} for the API key",
        MeshVideoErrorKind.Unauthorized => "The service does not accept the API key",
        MeshVideoErrorKind.SpendLimitExceeded => "The balance of the API key is used up",
        MeshVideoErrorKind.Forbidden => "The API key is not allowed to do this",
        MeshVideoErrorKind.NotFound => "The service has no such task for this API key",
        MeshVideoErrorKind.ModelNotFound => "The service does not know the model",
        MeshVideoErrorKind.ProxyAuthenticationRequired => "A proxy wants a user name and a password",
        MeshVideoErrorKind.RateLimited => "Too many requests",
        MeshVideoErrorKind.ServiceUnavailable => "The service could not do this",
        MeshVideoErrorKind.RedirectRefused => "The service redirects elsewhere, which is not followed",
        MeshVideoErrorKind.TimedOut => "The service gave up waiting for the request",
        _ => "The service refused the request",
    };

    private static IReadOnlyList<Remedy> GetRemedies(MeshVideoErrorKind kind) => kind switch
    {
        MeshVideoErrorKind.Unauthorized => [Remedy.CheckApiKey],
        MeshVideoErrorKind.ModelNotFound => [Remedy.ChooseModel],
        MeshVideoErrorKind.ProxyAuthenticationRequired => [Remedy.ProvideProxyCredential],
        MeshVideoErrorKind.RedirectRefused => [Remedy.CheckBaseUri],
        _ => [],
    };

    private static string GetAdvice(MeshVideoErrorKind kind) => kind switch
    {
        MeshVideoErrorKind.SpendLimitExceeded => "Add credit or raise the key's limit, then run again.",
        MeshVideoErrorKind.Forbidden => "Check with the service whether the key is suspended.",
        MeshVideoErrorKind.NotFound => "Check the id and the key; records are kept about 7 days.",
        MeshVideoErrorKind.Unauthorized or MeshVideoErrorKind.ModelNotFound or MeshVideoErrorKind.ProxyAuthenticationRequired
            or MeshVideoErrorKind.RedirectRefused => string.Empty,
        MeshVideoErrorKind.RateLimited => "Nothing was done. Run it again later.",
        MeshVideoErrorKind.ServiceUnavailable => "Run it again later.",
        MeshVideoErrorKind.TimedOut => "Run it again.",
        _ => "Correct the request and send it again.",
    };

    private static List<ErrorDetail> ReadDetails(JsonElement details, Redactor redactor) =>
        [.. details.Items().Take(50).Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new ErrorDetail(
            Shorten(redactor.RedactForDisplay(ReadLocation(item.Property("loc")))),
            Shorten(redactor.RedactForDisplay(item.Property("msg").AsText() ?? "not accepted")),
            item.Property("type").AsText() is { } type ? Shorten(redactor.RedactForDisplay(type)) : null))];

    private static string ReadLocation(JsonElement location) => location.ValueKind == JsonValueKind.Array
        ? string.Join(".", location.EnumerateArray().Take(50).Select(part => part.AsText()).Where(part => part is not null and not "body"))
        : location.AsText() ?? string.Empty;

    private static string Shorten(string text) => Redactor.Shorten(text, Redactor.MaximumTextLength);
}
