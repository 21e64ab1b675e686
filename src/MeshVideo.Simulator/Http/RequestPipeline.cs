using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MeshVideo.Simulator.Http;

/// <summary>Processes all requests of both ports: logs the request, reads it, applies a fault, and sends the response.</summary>
internal sealed class RequestPipeline(
    RequestLog log, FaultList faults, TimeProvider clock, TextWriter? trace, CancellationToken stopping)
{
    public RequestDelegate Create(ServerPort port, FaultTarget target, Func<Exchange, Task<Response>> handle) =>
        context => RunAsync(context, port, target, context.GetRouteValue("id") as string, handle);

    public async Task RunAsync(
        HttpContext context, ServerPort port, FaultTarget target, string? id, Func<Exchange, Task<Response>> handle)
    {
        using CancellationTokenSource aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Exchange exchange = new()
        {
            Context = context,
            Target = target,
            LogEntry = log.Add(context, port),
            Log = log,
            Clock = clock,
            Fault = faults.Take(target, id),
            PathId = id,
            Aborted = aborted.Token,
        };
        exchange.LogEntry.Fault = exchange.Fault;
        try
        {
            await RespondAsync(exchange, handle).ConfigureAwait(false);
        }
        catch (IOException e) when (!context.Response.HasStarted && !aborted.IsCancellationRequested)
        {
            await RefuseAsync(exchange, e).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        catch (Exception e)
        {
            trace?.WriteLine(e);
            throw;
        }

        WriteTrace(exchange);
    }

    private async Task RespondAsync(Exchange exchange, Func<Exchange, Task<Response>> handle)
    {
        if (!exchange.HasFault(FaultKind.Refuse))
        {
            await ReadBodyAsync(exchange).ConfigureAwait(false);
        }

        Response? response = await FaultInjector.RespondAsync(exchange, handle).ConfigureAwait(false);
        if (response is null)
        {
            exchange.Context.Abort();
            return;
        }

        // The status is logged before the response is sent, so that a client that has the response finds it in the log.
        log.Update(exchange.LogEntry, entry => entry.Status = response.Status);
        await ResponseWriter.WriteAsync(exchange, response).ConfigureAwait(false);
    }

    /// <summary>
    /// Closes the connection after a body that is not valid HTTP, because the start of the next request is unknown.
    /// </summary>
    private async Task RefuseAsync(Exchange exchange, IOException e)
    {
        try
        {
            Response response = new ApiError((e as BadHttpRequestException)?.StatusCode ?? 400, Code: null, e.Message)
                .ToResponse(exchange)
                .WithHeader("Connection", "close");
            log.Update(exchange.LogEntry, entry => entry.Status = response.Status);
            await ResponseWriter.WriteAsync(exchange, response).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            exchange.Context.Abort();
        }
    }

    private async Task ReadBodyAsync(Exchange exchange)
    {
        HttpRequest request = exchange.Request;
        exchange.Body = await RequestBody.ReadAsync(request.Body, request.ContentLength, exchange.Aborted).ConfigureAwait(false);
        log.Update(exchange.LogEntry, entry =>
        {
            entry.BodyBytes = exchange.Body.TooLarge
                ? request.ContentLength ?? RequestBody.MaximumBytes
                : exchange.Body.Bytes.Length;
            entry.Body = exchange.Body.ShortText;
        });
    }

    private void WriteTrace(Exchange exchange)
    {
        if (trace is null)
        {
            return;
        }

        LoggedRequest entry = exchange.LogEntry;
        string fault = exchange.Fault is null ? "" : $" fault: {exchange.Fault}";
        string status = entry.Status is null ? "no response" : $"{entry.Status}";
        string line = $"{entry.Time.ToLocalTime():HH:mm:ss.fff} {entry.Method} {entry.Path} {status}{fault}";
        lock (trace)
        {
            trace.WriteLine(line);
        }
    }
}
