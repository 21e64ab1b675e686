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
/// Creates the response that a fault demands. Faults of the transfer are simulated by <see cref="ResponseWriter"/>.
/// </summary>
internal static class FaultInjector
{
    /// <summary>Creates the response, or null to reset the connection.</summary>
    public static async Task<Response?> RespondAsync(Exchange exchange, Func<Exchange, Task<Response>> handle)
    {
        if (exchange.Fault is not { } fault)
        {
            return await handle(exchange).ConfigureAwait(false);
        }

        // The request is processed first if "after" is set, or if the kind of fault requires it.
        Response? response = fault.After || fault.Kind is FaultKind.Corrupt or FaultKind.Empty
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
                return CreateStatusResponse(exchange, fault);
            case FaultKind.Redirect:
                return WithHeaders(
                    new Response { Status = fault.Status ?? 302, Headers = { ["Location"] = fault.Location! } }, fault);
            case FaultKind.Empty:
                return new Response { Status = 200, ContentType = "application/json" };
            case FaultKind.Corrupt:
                return new Response
                {
                    Status = 200,
                    ContentType = response!.ContentType,
                    Content = response.Content,
                    Count = response.BodyLength / 2,
                };
        }

        return response ?? await handle(exchange).ConfigureAwait(false);
    }

    private static Response CreateStatusResponse(Exchange exchange, Fault fault)
    {
        int status = fault.Status!.Value;
        string message = fault.Message ?? "A fault of the simulator caused this error.";
        Response response = fault.Body is not null
            ? Response.Text(status, fault.ContentType ?? "text/html; charset=utf-8", fault.Body)
            : exchange.Target == FaultTarget.File
                ? FileError.Create(status, fault.Code ?? "InternalError", message)
                : new ApiError(status, fault.Code, message) { RetryAfterSeconds = fault.BodyRetryAfter }.ToResponse(exchange);
        if (fault.RetryAfter is not null)
        {
            response.Headers["Retry-After"] = RetryAfterHeader(exchange.Clock, fault.RetryAfter);
        }

        return WithHeaders(response, fault);
    }

    private static string RetryAfterHeader(TimeProvider clock, string value) =>
        value.StartsWith("date:", StringComparison.Ordinal)
            ? $"{clock.GetUtcNow().AddSeconds(double.Parse(value.AsSpan(5), CultureInfo.InvariantCulture)):R}"
            : value;

    private static Response WithHeaders(Response response, Fault fault)
    {
        foreach ((string name, string value) in fault.Headers ?? ImmutableDictionary<string, string>.Empty)
        {
            response.Headers[name] = value;
        }

        return response;
    }
}
