using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Faults;

/// <summary>
/// Creates the response that a fault demands. Faults of the transfer are simulated by <see cref="AnswerWriter"/>.
/// </summary>
internal static class FaultInjector
{
    /// <summary>Creates the response, or null to reset the connection.</summary>
    public static async Task<Answer?> AnswerAsync(Exchange exchange, Func<Exchange, Task<Answer>> handle)
    {
        if (exchange.Fault is not { } fault)
        {
            return await handle(exchange).ConfigureAwait(false);
        }

        // The request is processed first if "after" is set, or if the kind of fault requires it.
        Answer? answer = fault.After || fault.Kind is FaultKind.Corrupt or FaultKind.Empty
            ? await handle(exchange).ConfigureAwait(false)
            : null;

        switch (fault.Kind)
        {
            case FaultKind.Reset or FaultKind.Refuse:
                return null;
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, exchange.Aborted).ConfigureAwait(false);
                return null;
            case FaultKind.Delay:
                await Task.Delay(fault.Ms, exchange.Aborted).ConfigureAwait(false);
                break;
            case FaultKind.Status:
                return StatusAnswer(exchange, fault);
            case FaultKind.Redirect:
                return WithHeaders(
                    new Answer { Status = fault.Status ?? 302, Headers = { ["Location"] = fault.Location! } }, fault);
            case FaultKind.Empty:
                return new Answer { Status = 200, ContentType = "application/json" };
            case FaultKind.Corrupt:
                return new Answer
                {
                    Status = 200,
                    ContentType = answer!.ContentType,
                    Content = answer.Content,
                    Count = answer.BodyLength / 2,
                };
        }

        return answer ?? await handle(exchange).ConfigureAwait(false);
    }

    private static Answer StatusAnswer(Exchange exchange, Fault fault)
    {
        int status = fault.Status!.Value;
        string message = fault.Message ?? "A fault of the simulator caused this error.";
        Answer answer = fault.Body is not null
            ? Answer.Text(status, fault.ContentType ?? "text/html; charset=utf-8", fault.Body)
            : exchange.Target == FaultTarget.File
                ? FileError.Answer(status, fault.Code ?? "InternalError", message)
                : new ApiError(status, fault.Code, message) { RetryAfterSeconds = fault.BodyRetryAfter }.Answer(exchange);
        if (fault.RetryAfter is not null)
        {
            answer.Headers["Retry-After"] = RetryAfterHeader(exchange.Clock, fault.RetryAfter);
        }

        return WithHeaders(answer, fault);
    }

    private static string RetryAfterHeader(TimeProvider clock, string value) =>
        value.StartsWith("date:", StringComparison.Ordinal)
            ? $"{clock.GetUtcNow().AddSeconds(double.Parse(value.AsSpan(5), CultureInfo.InvariantCulture)):R}"
            : value;

    private static Answer WithHeaders(Answer answer, Fault fault)
    {
        foreach ((string name, string value) in fault.Headers ?? ImmutableDictionary<string, string>.Empty)
        {
            answer.Headers[name] = value;
        }

        return answer;
    }
}
