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
    public RequestDelegate For(ServerPort port, FaultTarget target, Func<Exchange, Task<Answer>> handle) =>
        context => RunAsync(context, port, target, context.GetRouteValue("id") as string, handle);

    public async Task RunAsync(
        HttpContext context, ServerPort port, FaultTarget target, string? id, Func<Exchange, Task<Answer>> handle)
    {
        using CancellationTokenSource aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Exchange exchange = new()
        {
            Context = context,
            Target = target,
            Entry = log.Arrived(context, port),
            Log = log,
            Clock = clock,
            Fault = faults.Take(target, id),
            PathId = id,
            Aborted = aborted.Token,
        };
        exchange.Entry.Fault = exchange.Fault;
        try
        {
            await AnswerAsync(exchange, handle).ConfigureAwait(false);
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

        Trace(exchange);
    }

    private async Task AnswerAsync(Exchange exchange, Func<Exchange, Task<Answer>> handle)
    {
        if (!exchange.Meets(FaultKind.Refuse))
        {
            await ReadBodyAsync(exchange).ConfigureAwait(false);
        }

        Answer? answer = await FaultInjector.AnswerAsync(exchange, handle).ConfigureAwait(false);
        if (answer is null)
        {
            exchange.Context.Abort();
            return;
        }

        // The status is logged before the response is sent, so that a client that has the response finds it in the log.
        log.Update(exchange.Entry, entry => entry.Status = answer.Status);
        await AnswerWriter.WriteAsync(exchange, answer).ConfigureAwait(false);
    }

    /// <summary>
    /// Closes the connection after a body that is not valid HTTP, because the start of the next request is unknown.
    /// </summary>
    private async Task RefuseAsync(Exchange exchange, IOException e)
    {
        try
        {
            Answer answer = new ApiError((e as BadHttpRequestException)?.StatusCode ?? 400, Code: null, e.Message)
                .Answer(exchange)
                .With("Connection", "close");
            log.Update(exchange.Entry, entry => entry.Status = answer.Status);
            await AnswerWriter.WriteAsync(exchange, answer).ConfigureAwait(false);
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
        log.Update(exchange.Entry, entry =>
        {
            entry.BodyBytes = exchange.Body.TooLarge
                ? request.ContentLength ?? RequestBody.MaximumBytes
                : exchange.Body.Bytes.Length;
            entry.Body = exchange.Body.ShortText;
        });
    }

    private void Trace(Exchange exchange)
    {
        if (trace is null)
        {
            return;
        }

        LoggedRequest entry = exchange.Entry;
        string fault = exchange.Fault is null ? "" : $" fault: {exchange.Fault}";
        string status = entry.Status is null ? "no response" : $"{entry.Status}";
        string line = $"{entry.Time.ToLocalTime():HH:mm:ss.fff} {entry.Method} {entry.Path} {status}{fault}";
        lock (trace)
        {
            trace.WriteLine(line);
        }
    }
}
